/**
 * The sandbox's control API, as docs/how-to/sandbox.md describes it.
 *
 * A `seat` is one window's place in one conversation: `{ bot, person, chat? }`, where `chat` is a group's id and
 * a private chat has none.
 */

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

function place({ bot, person, chat }) {
  return chat ? { bot, person, chat } : { bot, person };
}

export const cast = () => call("cast");
export const state = () => call("state");
export const clock = () => call("clock");
export const moveClock = (to) => post("clock", { to });
export const stepClock = (step) => post("clock", { step });

/** `{ messages, commands, alerts }` of the conversation as this seat sees it. */
export const chat = (seat) => call(`chat?${new URLSearchParams(place(seat))}`);

/** `content` is `{ text }`, `{ sticker }`, `{ location }` …, with `reply_to` if it answers a message. */
export const send = (seat, content) => post("send", { ...place(seat), ...content });
export const edit = (seat, message_id, text) => post("edit", { ...place(seat), message_id, text });
export const press = (seat, message_id, data) => post("press", { ...place(seat), message_id, data });

/** Presses Start, as when a deep link to `bot` is opened. */
export const start = ({ person }, bot, payload = "") => post("start", { bot, person, payload });

/** Adds `bot` to a group, as when a `startgroup` link is opened. */
export const join = ({ person }, { bot, payload, admin }, group) =>
  post("join", { bot, group, by: person, payload, admin });

/** Sends a file as `kind`: photo, document, voice or video. */
export function upload(seat, kind, file, { caption = "", reply_to = "" } = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...place(seat), kind, caption, reply_to }))
    if (value !== "") form.append(name, value);
  form.append("file", file, file.name);
  return call("upload", { method: "POST", body: form });
}

/** Sends several files as one album; the caption goes with the first. */
export async function uploadAlbum(seat, kind, files, { caption = "", reply_to } = {}) {
  const part = async (file, i) => ({ [kind]: true, file_name: file.name, mime: file.type,
    file_base64: await base64(file), caption: i === 0 ? caption : "" });
  return send(seat, { album: await Promise.all(files.map(part)), ...(reply_to ? { reply_to } : {}) });
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
