/** Puts the page together: the bar at the top, the clock, the commune's windows, and the stream that moves them. */

import { board } from "./board.js";
import { clockBar } from "./clock-bar.js";
import { h, icon } from "./dom.js";
import { shortcut } from "./door.js";
import { openHelp } from "./help.js";
import { listen } from "./live.js";
import { attempt } from "./notices.js";
import { communes } from "./people.js";
import { inReadersLanguage, language, LANGUAGES, say, useLanguage } from "./words.js";

const app = document.getElementById("app");
const lost = h("div", { class: "lost", role: "alert", hidden: true });
let known = [];
let shown = { clock: null, board: null };

/** The commune in the address (#…), else the first. */
function chosen() {
  return known.find(({ id }) => `#${id}` === decodeURIComponent(location.hash)) ?? known[0];
}

/** Draws everything anew: at the start, for another commune, in another language. */
function draw() {
  shown.clock?.close();
  shown.board?.close();
  const commune = chosen();
  shown = { clock: clockBar(refresh), board: commune ? board(commune) : null };
  document.title = ["Nhịp Dân", inReadersLanguage(commune?.name)].filter(Boolean).join(" · ");
  lost.textContent = say("connection.lost");
  app.replaceChildren(
    h("header", { class: "bar" }, brand(), selector(commune), shown.board?.faces ?? h("span", {}), corner(commune)),
    shown.clock.node, lost, shown.board?.node ?? nobody());
  refresh();
}

function refresh() {
  return attempt(() => Promise.all([shown.clock.refresh(), shown.board?.refresh()]));
}

function brand() {
  return h("div", { class: "brand" }, h("span", { class: "mark" }, icon("pulse")),
    h("h1", {}, "Nhịp Dân", h("small", {}, say("tagline"))));
}

function selector(commune) {
  if (known.length < 2) return h("span", { class: "commune-name" }, inReadersLanguage(commune?.name));
  const choose = (event) => { location.hash = event.target.value; };
  return h("label", { class: "commune" }, h("span", { class: "visually-hidden" }, say("commune")),
    h("select", { onchange: choose, title: inReadersLanguage(commune.about) || null }, known.map(({ id, name }) =>
      h("option", { value: id, selected: id === commune.id }, inReadersLanguage(name)))), icon("down"));
}

function corner(commune) {
  const toggle = (code) => h("button", { type: "button", lang: code, "aria-pressed": String(code === language()),
    onclick: () => { useLanguage(code); draw(); } }, code.toUpperCase());
  return h("div", { class: "corner" }, commune?.page && shortcut(commune.page),
    h("div", { class: "languages", role: "group", "aria-label": say("language") }, LANGUAGES.map(toggle)),
    h("button", { type: "button", class: "help-button", onclick: () => openHelp(commune) },
      icon("help"), h("span", {}, say("help"))));
}

function nobody() {
  return h("main", { class: "nobody" }, h("strong", {}, say("nobody")), h("p", { class: "soft" }, say("nobody.how")));
}

function onState(connected) {
  const back = connected && !lost.hidden;
  lost.hidden = connected;
  if (back) load();
}

function onEvent(event) {
  if (event.kind === "clock") attempt(() => shown.clock.refresh());
  else shown.board?.hear(event);
}

async function load() {
  await attempt(async () => { known = await communes(); });
  draw();
}

useLanguage(language());
window.addEventListener("hashchange", draw);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
await load();
listen(onEvent, onState);
