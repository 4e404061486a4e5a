/** The windows of one commune side by side, and the row of faces that belongs to them. */

import { h } from "./dom.js";
import { door, face } from "./door.js";
import { tabs } from "./tabs.js";
import { chatWindow } from "./window.js";

/** Returns `{ node, faces, refresh, hear, close }` for the commune's people, and its web page if it has one. */
export function board({ people, page }) {
  const groups = people.filter(({ chat }) => chat).map(({ chat }) => chat);
  const row = tabs([...people, ...(page ? [face()] : [])], choose);
  const windows = people.map((person, i) => chatWindow(person, { groups, unread: (count) => row.unread(i, count) }));
  if (page) windows.push(door(page));
  const node = h("main", { class: "board", tabindex: "-1" }, windows.map((window) => window.node));
  const watching = new IntersectionObserver(onSeen, { root: node, threshold: 0.6 });
  windows.forEach((window) => watching.observe(window.node));
  show(0);

  function show(chosen) {
    windows.forEach((window, i) => window.node.classList.toggle("shown", i === chosen));
    row.mark(chosen);
  }

  function choose(chosen) {
    show(chosen);
    windows[chosen].node.scrollIntoView({ block: "nearest", inline: "center" });
    if (matchMedia("(hover: hover)").matches) windows[chosen].focus(); // on a phone it would open the keyboard
  }

  function onSeen(entries) {
    for (const { target, isIntersecting } of entries)
      windows.find((window) => window.node === target).look(isIntersecting);
  }

  function refresh() {
    return Promise.all(windows.map((window) => window.refresh()));
  }

  /** Fetches again what an event concerns; a change of the commands menu may concern everybody. */
  function hear(event) {
    windows.filter((window) => event.chat === null || window.concerns(event)).forEach((window) => window.refresh());
  }

  return { node, faces: row.node, refresh, hear, close: () => watching.disconnect() };
}
