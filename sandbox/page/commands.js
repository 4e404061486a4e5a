/** The menu of commands that opens while "/" is being typed, as the bot offers them for this chat. */

import { h } from "./dom.js";
import { say } from "./words.js";

const NONE = -1;

/** `choose(command)` gets the chosen one, without its slash. `offered` is `[{ command, description }]`. */
export function commandMenu(choose) {
  const node = h("div", { class: "popup commands", role: "listbox", "aria-label": say("composer.commands"), hidden: true });
  let offered = [];
  let marked = NONE;

  /** Shows what begins with `typed`; null closes the menu. */
  function filter(typed) {
    const found = typed === null ? [] : offered.filter(({ command }) => command.startsWith(typed.toLowerCase()));
    marked = NONE;
    node.hidden = found.length === 0;
    node.replaceChildren(...found.map(entry));
  }

  function entry({ command, description }) {
    return h("button", { type: "button", role: "option", tabindex: "-1", "data-command": command,
      onclick: () => choose(command) },
    h("b", {}, `/${command}`), h("span", {}, description));
  }

  function mark(step) {
    const all = [...node.children];
    marked = marked === NONE && step < 0 ? all.length - 1 : (marked + step + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === marked)));
    all[marked].scrollIntoView({ block: "nearest" });
  }

  /** True if the key was the menu's. Enter is, only once the arrows have marked one: else it sends what was typed. */
  function key(name) {
    if (node.hidden) return false;
    if (name === "ArrowDown" || name === "ArrowUp") mark(name === "ArrowDown" ? 1 : -1);
    else if (name === "Tab" || (name === "Enter" && marked !== NONE))
      choose(node.children[Math.max(marked, 0)].dataset.command);
    else if (name === "Escape") filter(null);
    else return false;
    return true;
  }

  return { node, filter, key, offer: (commands) => { offered = commands; }, empty: () => offered.length === 0 };
}
