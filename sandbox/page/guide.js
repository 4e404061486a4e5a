/** "Thử ngay": sentences a visitor may send with one click, from the cast's data. */

import { h, icon } from "./dom.js";
import { inReadersLanguage, say } from "./words.js";

export function suggestionsFor(person) {
  return inReadersLanguage(person.suggestions) || [];
}

/** A row of chips over the composer. */
export function chips(suggestions, send) {
  if (suggestions.length === 0) return null;
  return h("div", { class: "chips", role: "group", "aria-label": say("chat.try") },
    h("span", { class: "chips-label" }, icon("bulb"), say("chat.try")),
    suggestions.map(({ label, text }) =>
      h("button", { type: "button", class: "chip", title: text, onclick: () => send(text) }, label || text)));
}

/** What an empty conversation shows instead of messages; `opening` is `{ label, act }` where one begins by a button. */
export function welcome(person, { opening, hint, send, portrait }) {
  const suggestions = suggestionsFor(person);
  return h("div", { class: "welcome" }, portrait,
    h("strong", {}, person.name), h("span", { class: "soft" }, inReadersLanguage(person.title)),
    h("p", { class: "description" }),
    h("p", { class: "soft" }, hint),
    opening && h("button", { type: "button", class: "primary", onclick: opening.act }, opening.label),
    h("ul", {}, suggestions.map(({ label, text }) => h("li", {},
      h("button", { type: "button", class: "suggestion", onclick: () => send(text) },
        h("b", {}, label), h("span", {}, text))))));
}
