/** One bubble: who, what it answers, what it carries, its words, when, and the buttons under it. */

import { h, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { media } from "./media.js";
import { clockTime, moment } from "./time.js";
import { say, sayOr } from "./words.js";

/**
 * `messages` is one message, or the parts of an album. `look` says how it stands among its neighbours:
 * `{ mine, first, last, named }`; `quoted` is the message it answers; `doors` does what its parts offer.
 */
export function bubble(messages, look, quoted, doors) {
  const [message] = messages;
  if (message.service) return service(message);
  const worded = messages.find(({ text }) => text) ?? message;
  const keys = messages.find(({ buttons }) => buttons?.length);
  return h("article", { class: classes(look), "data-id": message.message_id },
    h("div", { class: "bubble-row" },
      h("div", { class: message.card ? "bubble card" : "bubble" },
        message.card && h("div", { class: "card-title" }, message.card.title || say("message.card")),
        look.named && h("div", { class: "author" }, message.author.name),
        message.topic && look.first && h("div", { class: "topic" }, message.topic),
        quoted && quote(quoted),
        media(messages),
        worded.text && h("div", { class: "text" }, ...formatted(worded.text, worded.entities, doors)),
        reactions(messages),
        stamp(message)),
      tools(worded, look, doors)),
    keys && keyboard(keys, doors));
}

function classes({ mine, first, last }) {
  const names = ["message", mine ? "mine" : "theirs", first && "first", last && "last"];
  return names.filter(Boolean).join(" ");
}

function quote(message) {
  return h("div", { class: "quote" }, h("b", {}, message.author?.name ?? ""), h("span", {}, gist(message)));
}

/** A message in a few words: its text, or what kind of thing it is. */
export function gist(message) {
  const kind = ["photo", "video", "voice", "sticker", "location", "contact"].find((name) => message[name]);
  return message.text || message.document?.name || say(`message.${kind ?? "unknown"}`);
}

/** Something that happened in a group: somebody came, a topic was made. */
function service({ message_id, service: kind, author, topic }) {
  const what = sayOr(`service.${kind}`, "service.other");
  return h("div", { class: "day service", "data-id": message_id },
    h("span", {}, `${author?.name ?? ""} · ${what}${topic ? ` “${topic}”` : ""}`));
}

function reactions(messages) {
  const given = messages.flatMap((message) => message.reactions ?? []);
  return given.length > 0 && h("div", { class: "reactions" }, given.join(" "));
}

function stamp(message) {
  const at = moment(message.date);
  return h("span", { class: "stamp" }, message.edited && h("span", {}, say("message.edited")),
    h("time", { datetime: at.toISOString() }, clockTime(at)));
}

function tools(message, { mine }, doors) {
  return h("div", { class: "tools" },
    doors.reply && iconButton("reply", say("message.reply"), () => doors.reply(message)),
    doors.edit && mine && message.text && iconButton("pencil", say("message.edit"), () => doors.edit(message)));
}

