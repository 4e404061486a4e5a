/** The help dialog: what this page is, and the things to try first. */

import { h } from "./dom.js";
import { openDialog } from "./notices.js";
import { inReadersLanguage, say } from "./words.js";

const STEPS = ["commune", "citizen", "officer", "clock", "submit", "board"];

export function openHelp(commune) {
  const about = inReadersLanguage(commune?.about);
  openDialog(h("div", { class: "help" },
    h("h2", {}, say("help.title")),
    h("p", {}, say("help.intro")),
    h("ol", {}, [...STEPS, ...(commune?.page ? ["page"] : [])].map((step) => h("li", {}, say(`help.step.${step}`)))),
    about && h("p", { class: "about" }, h("b", {}, inReadersLanguage(commune.name)), " ", about),
    h("p", { class: "soft" }, say("help.keys")),
    h("p", { class: "soft" }, say("help.more"))), { label: say("help.title") });
}
