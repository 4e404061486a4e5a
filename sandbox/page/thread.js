/** The messages of one window: draws what is new or changed, leaves the rest alone, and stays at the newest. */

import { bubble } from "./bubble.js";
import { h, iconButton } from "./dom.js";
import { day, moment } from "./time.js";
import { say } from "./words.js";

const NEAR = 40; // pixels from the bottom that still count as being there

/** `show(messages)` draws them; `person` is whose window it is; `group` shows who wrote. */
export function thread({ name, person, group, doors }) {
  const list = h("div", { class: "list" });
  const scroller = h("div", { class: "scroller", role: "log", tabindex: "0",
    "aria-label": say("chat.messages", { name }), onscroll: noticeScroll }, list);
  const down = iconButton("down", say("chat.to_bottom"), toBottom, { class: "icon-button to-bottom", hidden: true });
  const drawn = new Map(); // key of an item -> { seen, node }
  let following = true;
  let top = 0;
  new ResizeObserver(() => following && toBottom()).observe(list);
  new ResizeObserver(() => following && toBottom()).observe(scroller);

  /** Only the reader's own scrolling upwards ends the following: a list that grew has not been scrolled. */
  function noticeScroll() {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR) following = true;
    else if (scrollTop < top) following = false;
    top = scrollTop;
    down.hidden = following;
  }

  function toBottom() {
    scroller.scrollTop = scroller.scrollHeight;
  }

  function show(messages) {
    const wanted = items(messages, person);
    const kept = new Set(wanted.map(({ key }) => key));
    for (const [key, { node }] of drawn) if (!kept.has(key)) drawn.delete(key) && node.remove();
    wanted.forEach((item, place) => draw(item, place, messages));
  }

  function draw(item, place, messages) {
    const quoted = item.parts && messages.find(({ message_id }) => message_id === item.parts[0].reply_to);
    const seen = JSON.stringify([item, quoted]);
    const before = drawn.get(item.key);
    if (before?.seen === seen) return;
    const node = item.parts
      ? bubble(item.parts, { ...item.look, named: group && item.look.first && !item.look.mine }, quoted, doors)
      : h("div", { class: "day" }, h("span", {}, item.day));
    before?.node.remove();
    list.insertBefore(node, list.children[place] ?? null);
    drawn.set(item.key, { seen, node });
  }

  return { node: h("div", { class: "thread" }, scroller, down), show, toBottom: () => { following = true; toBottom(); } };
}

/** Messages as the list shows them: a line for each new day, albums as one, neighbours of one author joined. */
function items(messages, person) {
  const found = [];
  for (const parts of albums(messages)) {
    const today = day(moment(parts[0].date));
    const previous = found.at(-1);
    if (previous?.today !== today) found.push({ key: `day ${today} ${parts[0].message_id}`, day: today, today });
    const joined = previous?.parts && previous.today === today && sameAuthor(previous.parts[0], parts[0]);
    if (joined) previous.look.last = false;
    const look = { mine: !parts[0].from_bot && parts[0].author?.id === person, first: !joined, last: true };
    found.push({ key: String(parts[0].message_id), parts, look, today });
  }
  return found;
}

function sameAuthor(one, other) {
  return one.author?.id === other.author?.id && one.topic === other.topic && !one.service && !other.service && !one.buttons?.length;
}

function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.album && last?.[0].album === message.album) last.push(message);
    else groups.push([message]);
  }
  return groups;
}
