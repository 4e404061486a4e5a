/** A group's topics as a row of tabs: everything together, what stands in none, and each topic by its name. */

import { h } from "./dom.js";
import { say } from "./words.js";

const EVERYTHING = 0;
const GENERAL = 1; // as Telegram numbers it; its messages carry no number

/** `choose(topic)` is called when another one is shown; `number` is the one in which is written, or null. */
export function topicTabs(choose) {
  const node = h("nav", { class: "topics", "aria-label": say("topics"), hidden: true });
  const newest = new Map(); // topic -> id of its newest message when it was last looked at
  let chosen = EVERYTHING;
  let drawn = "";

  /** Draws them for these messages. A topic that is gone is left. */
  function offer({ is_forum: forum, topics, messages }) {
    node.hidden = !forum;
    if (!forum) return;
    if (chosen > GENERAL && !topics.some(({ id }) => id === chosen)) chosen = EVERYTHING;
    const tabs = [{ id: EVERYTHING, name: say("topics.all") }, { id: GENERAL, name: say("topics.general") }, ...topics];
    const shown = tabs.map((topic) => ({ ...topic, unread: unread(topic.id, messages) }));
    const now = JSON.stringify([chosen, shown]);
    if (now === drawn) return;
    drawn = now;
    const { scrollLeft } = node;
    node.replaceChildren(...shown.map(tab));
    node.scrollLeft = scrollLeft;
  }

  function tab({ id, name, closed, unread: count }) {
    return h("button", { type: "button", class: closed ? "topic-tab closed" : "topic-tab", "aria-current": String(id === chosen),
      title: closed ? say("topics.closed", { name }) : name, onclick: () => open(id) },
    h("span", { class: "topic-name" }, name),
    count > 0 && h("span", { class: "badge", "aria-label": say("chat.unread", { count }) }, String(count)));
  }

  function open(id) {
    chosen = id;
    choose();
    node.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** How many new messages a topic has that is not shown. */
  function unread(id, messages) {
    const there = id === EVERYTHING ? [] : messages.filter((message) => stands(message, id));
    const last = there.at(-1)?.message_id ?? 0;
    if (!newest.has(id) || id === chosen || chosen === EVERYTHING) newest.set(id, last);
    return there.filter(({ message_id }) => message_id > newest.get(id)).length;
  }

  return {
    node,
    offer,
    holds: (message) => chosen === EVERYTHING || stands(message, chosen),
    get number() { return chosen > GENERAL ? chosen : null; },
    get together() { return chosen === EVERYTHING; },
  };
}

function stands({ thread }, id) {
  return (thread ?? GENERAL) === id;
}

/** The messages with the names of their topics, where those are not already told above them. */
export function named(messages, topics) {
  const names = new Map(topics.map(({ id, name }) => [id, name]));
  return messages.map((message) => (names.has(message.thread) ? { ...message, topic: names.get(message.thread) } : message));
}
