/** The menu of commands that opens while "/" is being typed, as the bot offers them for this chat. */

import { h } from "./dom.js";
import { say } from "./words.js";

/** `choose(command)` gets the chosen one, without its slash. `offered` is `[{ command, description }]`. */
export function commandMenu(choose) {
  const node = h("div", { class: "popup commands", role: "listbox", "aria-label": say("composer.commands"), hidden: true });
  let offered = [];
  let marked = 0;

  /** Shows what begins with `typed`; null closes the menu. */
  function filter(typed) {
    const found = typed === null ? [] : offered.filter(({ command }) => command.startsWith(typed.toLowerCase()));
    marked = 0;
    node.hidden = found.length === 0;
    node.replaceChildren(...found.map(entry));
    mark(0);
  }

  function entry({ command, description }) {
    return h("button", { type: "button", role: "option", tabindex: "-1", "data-command": command,
      onclick: () => choose(command) },
    h("b", {}, `/${command}`), h("span", {}, description));
  }

  function mark(step) {
    const all = [...node.children];
    marked = (marked + step + all.length) % Math.max(all.length, 1);
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === marked)));
    all[marked]?.scrollIntoView({ block: "nearest" });
  }

  /** True if the key was the menu's: arrows, Tab or Enter to choose, Esc to close. */
  function key(name) {
    if (node.hidden) return false;
    if (name === "ArrowDown" || name === "ArrowUp") mark(name === "ArrowDown" ? 1 : -1);
    else if (name === "Enter" || name === "Tab") choose(node.children[marked].dataset.command);
    else if (name === "Escape") filter(null);
    else return false;
    return true;
  }

  return { node, filter, key, offer: (commands) => { offered = commands; }, empty: () => offered.length === 0 };
}
