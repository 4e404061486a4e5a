/**
 * The sandbox's control API, as docs/how-to/sandbox.md describes it.
 *
 * A `seat` is one window's place in one conversation: `{ bot, person, messenger?, chat? }`, where `chat` is a group's
 * id and a private chat has none, and `topic` the one of its topics that is shown. In Zalo `bot` is an account's key.
 */

import { app, isZalo } from "./messengers.js";

export class Refused extends Error {}

async function call(path, options) {
  const response = await fetch(`/_sandbox/${path}`, options).catch(() => {
    throw new Refused("");
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `HTTP ${response.status}`);
  return body;
}

function post(path, body) {
  return call(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
}

function place(seat) {
  const { bot, person, chat } = seat;
  if (isZalo(seat)) return { account: bot, person };
  return chat ? { bot, person, chat } : { bot, person };
}

/** Where something said stands: in the topic that its window shows, if it shows one. */
function within(seat) {
  return seat.topic ? { ...place(seat), topic: seat.topic } : place(seat);
}

/** Where the seat's messenger has its half of the control API. */
function at(seat, path) {
  return isZalo(seat) ? `zalo/${path}` : path;
}

export const cast = () => call("cast");
export const state = () => call("state");
export const zaloState = () => call("zalo/state");
export const clock = () => call("clock");
export const moveClock = (to) => post("clock", { to });
export const stepClock = (step) => post("clock", { step });

/** `{ messages, commands, alerts }` of the conversation as this seat sees it. */
export const chat = (seat) => call(at(seat, `chat?${new URLSearchParams(place(seat))}`));

/** `content` is `{ text }`, `{ sticker }`, `{ location }` …, with `reply_to` if it answers a message. */
export const send = (seat, content) => post(at(seat, "send"), { ...within(seat), ...content });
export const edit = (seat, message_id, text) => post("edit", { ...place(seat), message_id, text });

/** In Zalo a button is pressed by its place, which is what its `data` holds. */
export const press = (seat, message_id, data) =>
  post(at(seat, "press"), { ...place(seat), message_id, ...(isZalo(seat) ? { column: Number(data) } : { data }) });
export const follow = (seat) => post("zalo/follow", place(seat));

/** Presses Start, as when a deep link to `bot` is opened. */
export const start = ({ person }, bot, payload = "") => post("start", { bot, person, payload });

/** Adds `bot` to a group, as when a `startgroup` link is opened. */
export const join = ({ person }, { bot, payload, admin }, group) =>
  post("join", { bot, group, by: person, payload, admin });

/** Sends a file as `kind`: photo, document, voice or video. */
export function upload(seat, kind, file, { caption = "", reply_to = "" } = {}) {
  const form = new FormData();
  const fields = { ...within(seat), kind: isZalo(seat) ? (ZALO_KINDS[kind] ?? kind) : kind, caption, reply_to };
  for (const [name, value] of Object.entries(fields)) if (value !== "") form.append(name, value);
  form.append("file", file, file.name);
  return call(at(seat, "upload"), { method: "POST", body: form });
}

const ZALO_KINDS = { document: "file" };

/** Sends several files as one album, or one by one where there are none; the caption goes with the first. */
export async function uploadAlbum(seat, kind, files, { caption = "", reply_to } = {}) {
  if (!app(seat).albums) {
    for (const [i, file] of files.entries()) await upload(seat, kind, file, { caption: i === 0 ? caption : "" });
    return;
  }
  const part = async (file, i) => ({ [kind]: true, file_name: file.name, mime: file.type,
    file_base64: await base64(file), caption: i === 0 ? caption : "" });
  await send(seat, { album: await Promise.all(files.map(part)), ...(reply_to ? { reply_to } : {}) });
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
