/** A card among the windows: a web page of the bot's own, for whoever has no messenger. */

import { h, icon } from "./dom.js";
import { avatar } from "./window.js";
import { inReadersLanguage, say } from "./words.js";

/** What the row of faces shows of it. */
export function face() {
  return { name: say("role.page"), role: "page" };
}

/** The way to it that is always in sight. */
export function shortcut({ address, name }) {
  const said = `${say("door.open")}: ${inReadersLanguage(name)}`;
  return h("a", { class: "icon-button", href: inReadersLanguage(address), target: "_blank", rel: "noopener",
    "aria-label": said, title: said }, icon("globe"));
}

/** `{ name, about, address }`, each in every language. It stands among the windows and behaves as one. */
export function door(page) {
  const name = inReadersLanguage(page.name);
  const link = h("a", { class: "primary", href: inReadersLanguage(page.address), target: "_blank", rel: "noopener" },
    say("door.open"), icon("link"));
  const node = h("section", { class: "window page", "aria-label": name },
    h("div", { class: "greeting" }, h("div", { class: "welcome" }, avatar(face()),
      h("strong", {}, name), h("p", { class: "soft" }, inReadersLanguage(page.about)), link)));
  const nothing = () => undefined;
  return { node, refresh: nothing, look: nothing, concerns: () => false, focus: () => link.focus() };
}
