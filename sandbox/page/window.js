/** One person's chat window: head, messages, guide and composer, kept up to date with the server. */

import * as api from "./api.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { chips, suggestionsFor, welcome } from "./guide.js";
import { follow } from "./links.js";
import { app, isZalo } from "./messengers.js";
import { attempt, notice, showAlert } from "./notices.js";
import { thread } from "./thread.js";
import { named, topicTabs } from "./topics.js";
import { inReadersLanguage, say } from "./words.js";

/**
 * `person` is one of the cast; `groups` are the ids of the commune's groups. `unread(count)` is told how many
 * messages nobody has looked at. `refresh()` fetches; calls that come while one is under way become one more.
 */
export function chatWindow(person, { groups, unread }) {
  const seat = { bot: person.bot, person: person.person, chat: person.chat, messenger: person.messenger };
  const able = app(seat);
  const title = inReadersLanguage(person.title);
  const log = thread({ name: person.name, person: person.person, group: Boolean(person.chat), doors: doors() });
  const writing = composer(seat, log.toBottom);
  const topics = topicTabs(onTopic);
  const greeting = h("div", { class: "greeting", hidden: true },
    welcome(person, { portrait: avatar(person), send, opening: opening(), hint: say(person.chat ? "chat.empty_group" : able.empty) }));
  const alerts = h("div", { class: "alerts", role: "status" });
  const guide = h("div", { class: "guide", hidden: true }, chips(suggestionsFor(person), send));
  const node = h("section", { class: `window ${person.role} ${person.messenger ?? "telegram"}`, "aria-label": say("chat.window", { name: person.name, title }),
    ondragover: (event) => event.preventDefault(), ondrop },
  head(), topics.node, alerts, greeting, log.node, guide, writing.node);
  const answered = new Set(); // presses whose answer has been shown
  let opened = false;
  let newest = null; // id of the newest message when the window was last looked at
  let chat = { messages: [], topics: [], is_forum: false };
  let messages = [];
  let looking = false;
  let fetching = null;
  let again = false;

  function head() {
    const line = [title, person.writer && say("chat.writes", { name: person.writer })].filter(Boolean).join(" · ");
    const zalo = isZalo(person) && h("span", { class: "messenger" }, say(`messenger.${person.messenger}`));
    return h("header", { class: "window-head", title: say("chat.with", { bot: person.bot }) }, avatar(person),
      h("div", { class: "window-title" }, h("h2", {}, person.name), h("p", { class: "soft" }, line)), zalo);
  }

  function doors() {
    return {
      link: (address) => follow(address, seat, groups),
      command: able.commands && ((text) => send(text)),
      press: (message, data) => attempt(() => api.press(seat, message.message_id, data)),
      copy,
      reply: able.replies && ((message) => writing.reply(message)),
      edit: able.edits && ((message) => writing.edit(message)),
    };
  }

  function send(text) {
    log.toBottom();
    return attempt(() => api.send(seat, { text }));
  }

  /** The button with which a conversation begins: Telegram's Start, an official account's Follow. */
  function opening() {
    if (person.chat || !able.opening) return null;
    const act = able.opening === "follow" ? () => api.follow(seat) : () => api.start(seat, person.bot);
    return { label: say(`chat.${able.opening}`), act: () => attempt(act) };
  }

  function ondrop(event) {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length) writing.drop(files);
  }

  async function refresh() {
    again = Boolean(fetching);
    fetching ??= api.chat(seat).then(show, refused).finally(() => {
      fetching = null;
      if (again) refresh();
    });
    return fetching;
  }

  /** What the server will not show is said; that it cannot be reached is said elsewhere. */
  function refused({ message }) {
    if (message) notice(say("failed", { why: `${person.name}: ${message}` }), "bad");
  }

  function show(news) {
    chat = { topics: [], ...news };
    messages = chat.messages;
    newest ??= messages.at(-1)?.message_id ?? 0;
    greeting.hidden = messages.length > 0;
    greeting.querySelector(".description").textContent = chat.description;
    greeting.querySelector(".primary")?.toggleAttribute("hidden", Boolean(chat.follows));
    log.node.hidden = guide.hidden = !greeting.hidden;
    draw();
    writing.offer(chat.commands);
    chat.alerts.forEach(answer);
    opened = true;
    countUnread();
  }

  function draw() {
    topics.offer(chat);
    seat.topic = topics.number;
    const there = messages.filter(topics.holds);
    log.show(topics.together ? named(there, chat.topics) : there);
  }

  function onTopic() {
    draw();
    log.toBottom();
  }

  /** What was answered before the page was opened is not said again. */
  function answer(alert) {
    if (opened && !answered.has(alert.callback_id)) showAlert(alert, person.name, alerts);
    answered.add(alert.callback_id);
  }

  function look(now) {
    looking = now;
    countUnread();
  }

  function countUnread() {
    if (looking && !document.hidden) newest = messages.at(-1)?.message_id ?? newest;
    unread(messages.filter(({ message_id, author }) => message_id > newest && author?.id !== person.person).length);
  }

  /** Whether an event of the server concerns this window; a group's events name no bot. */
  function concerns({ bot, chat }) {
    return chat === (person.chat ?? person.person) && (!bot || bot.toLowerCase() === person.bot.toLowerCase());
  }

  return { node, refresh, look, concerns, focus: writing.focus };
}

/** Some browsers give a page no clipboard: then the text is shown to be copied by hand. */
async function copy(text) {
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  notice(say(copied ? "message.copied" : "message.to_copy", { text }));
}

/** A round picture: the initials of the last two names, in the colour of the role. */
export function avatar({ name, role }) {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word[0]));
  const initials = words.slice(-2).map(([first]) => first.toUpperCase()).join("");
  return h("span", { class: `avatar ${role}`, "aria-hidden": "true" }, initials);
}
