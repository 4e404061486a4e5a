/** The buttons under a message: presses, links, and texts to copy. */

import { h, icon } from "./dom.js";

/** `doors.press(message, data)`, `doors.link(address)` (true if followed here) and `doors.copy(text)` do the work. */
export function keyboard(message, doors) {
  return h("div", { class: "keyboard" },
    message.buttons.map((row) => h("div", { class: "keyboard-row" }, row.map((button) => key(button, message, doors)))));
}

function key(button, message, doors) {
  const look = `key ${button.style ?? ""}`;
  if (button.url) {
    const open = (event) => doors.link(button.url) && event.preventDefault();
    return h("a", { class: look, href: safe(button.url), target: "_blank", rel: "noopener noreferrer", onclick: open },
      button.text, icon("link"));
  }
  if (button.copy)
    return h("button", { type: "button", class: look, onclick: () => doors.copy(button.copy) }, button.text, icon("copy"));
  return h("button", { type: "button", class: look, onclick: (event) => press(event.currentTarget) }, button.text);

  async function press(node) {
    node.setAttribute("aria-busy", "true");
    await doors.press(message, button.data);
    node.removeAttribute("aria-busy");
  }
}

/** A link that could run a script is no link. */
function safe(address) {
  return /^(https?|tel|mailto):/i.test(address) ? address : "#";
}
