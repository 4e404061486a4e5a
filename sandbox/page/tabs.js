/** The row of faces: on a phone it chooses the window, on a wide screen it brings one into view. */

import { h } from "./dom.js";
import { isZalo } from "./messengers.js";
import { avatar } from "./window.js";
import { say, sayOr } from "./words.js";

/** `choose(index)` is called on a click. `mark(index)` shows which one is open, `unread(index, count)` sets a badge. */
export function tabs(people, choose) {
  const badges = people.map(() => h("span", { class: "badge", hidden: true }));
  const buttons = people.map((person, i) => h("button", { type: "button", class: `tab ${person.role}`, title: person.name,
    onclick: () => choose(i) },
  h("span", { class: "tab-face" }, avatar(person), badges[i]),
  h("span", { class: "tab-label" }, label(person))));
  const node = h("nav", { class: "tabs", "aria-label": say("people") }, buttons);

  function mark(chosen) {
    buttons.forEach((button, i) => button.setAttribute("aria-current", String(i === chosen)));
    const { offsetLeft, offsetWidth } = buttons[chosen];
    node.scrollLeft = offsetLeft - (node.clientWidth - offsetWidth) / 2;
  }

  function unread(i, count) {
    badges[i].hidden = count === 0;
    badges[i].textContent = count > 99 ? "99+" : String(count);
    badges[i].setAttribute("aria-label", say("chat.unread", { count }));
  }

  return { node, mark, unread };
}

/** The role; in Zalo with the messenger, since the same person may sit at both. */
function label(person) {
  const role = sayOr(`role.${person.role}`, "role.citizen");
  return isZalo(person) ? `${role} · ${say(`messenger.${person.messenger}`)}` : role;
}
