/** A menu that opens over a button and closes by Esc, by a choice, or by a click elsewhere. */

import { h } from "./dom.js";

/**
 * `items()` gives `[{ label, hint?, picture?, choose() }]` when the menu opens. Returns the node to place beside
 * `button`; the arrow keys move between the items.
 */
export function popup(button, label, items) {
  const menu = h("div", { class: "popup", role: "menu", "aria-label": label, hidden: true, onkeydown });
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (menu.hidden ? open() : close()));

  function open() {
    menu.replaceChildren(...items().map(entry));
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    menu.querySelector("button")?.focus();
    document.addEventListener("pointerdown", closeOutside);
  }

  function close() {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", closeOutside);
  }

  function closeOutside(event) {
    if (!menu.contains(event.target) && !button.contains(event.target)) close();
  }

  function entry({ label: text, hint, picture, choose }) {
    return h("button", { type: "button", role: "menuitem", onclick: () => { close(); choose(); } },
      picture, h("span", { class: "popup-label" }, text), hint && h("span", { class: "popup-hint" }, hint));
  }

  function onkeydown(event) {
    if (event.key === "Escape") {
      close();
      button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...menu.querySelectorAll("button")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
  }

  return menu;
}
