/** Turns a message's text and entities into nodes. Offsets are UTF-16 units, which is what a JavaScript string counts. */

import { h } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** Addresses and commands that the sender did not mark: Telegram marks them by itself. */
const BARE = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<=^|\s)\/[a-z0-9_]{1,32}(?:@\w+)?(?![\w/])/gi;

/** `doors` opens what can be clicked: `doors.link(address)`, and `doors.command(text)` where there are commands. */
export function formatted(text, entities, doors) {
  const marks = [...(entities ?? []), ...bareMarks(text, entities ?? [])]
    .filter(({ type }) => doors.command || type !== "bot_command")
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nest(text, marks, 0, text.length, doors);
}

function bareMarks(text, entities) {
  const covered = (at) => entities.some(({ type, offset, length }) =>
    offset <= at && at < offset + length && /^(url|text_link|bot_command|code|pre)$/.test(type));
  return [...text.matchAll(BARE)].filter(({ index }) => !covered(index)).map(({ 0: found, index }) =>
    ({ type: found.startsWith("/") ? "bot_command" : "url", offset: index, length: found.length }));
}

/** Nodes for text[from, to); `marks` are sorted, an outer one before those inside it. */
function nest(text, marks, from, to, doors) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < marks.length; i += 1) {
    const mark = marks[i];
    const start = Math.max(mark.offset, at);
    const end = Math.min(mark.offset + mark.length, to);
    if (start >= end) continue;
    const inner = marks.slice(i + 1).filter(({ offset }) => offset < end);
    nodes.push(text.slice(at, start), dress(mark, text.slice(start, end), nest(text, inner, start, end, doors), doors));
    at = end;
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function dress(mark, plain, children, doors) {
  if (mark.type === "bot_command")
    return h("button", { type: "button", class: "inline-link", onclick: () => doors.command(plain) }, ...children);
  if (mark.type === "url" || mark.type === "text_link") return link(mark.url ?? plain, children, doors);
  if (mark.type === "spoiler") return h("span", { class: "spoiler", tabindex: "0" }, ...children);
  return h(TAGS[mark.type] ?? "span", {}, ...children);
}

function link(address, children, doors) {
  const safe = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const open = (event) => doors.link(safe) && event.preventDefault();
  return h("a", { href: safe, target: "_blank", rel: "noopener noreferrer", onclick: open }, ...children);
}
