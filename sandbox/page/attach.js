/** What can be sent besides words: files of one's own, and samples for a visitor who has none at hand. */

import * as api from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { attempt } from "./notices.js";
import { popup } from "./popup.js";
import { say } from "./words.js";

const PLACE = { latitude: 20.84491, longitude: 106.68808 };
const STICKER = "👍";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SAMPLES = {
  photo: { name: "den-duong-hong.jpg", type: "image/jpeg" },
  document: { name: "bao-cao-mau.docx", type: WORD },
  voice: { name: "tin-thoai.ogg", type: "audio/ogg" },
};

/** The clip button and its menu. `note()` takes what is written in the composer: a caption and what it answers. */
export function attachments(seat, note) {
  const button = iconButton("clip", say("composer.attach"), null);
  const photos = picker("image/*", (files) => sendFiles(seat, "photo", files, note()));
  const files = picker("", (chosen) => sendFiles(seat, "document", chosen, note()));
  const menu = popup(button, say("composer.attach"), () => [
    { label: say("attach.photo"), picture: icon("photo"), choose: () => photos.click() },
    { label: say("attach.document"), picture: icon("file"), choose: () => files.click() },
    { label: say("attach.sample_photo"), picture: icon("photo"), choose: () => sendSample(seat, "photo", note()) },
    { label: say("attach.sample_report"), picture: icon("file"), choose: () => sendSample(seat, "document", note()) },
    { label: say("attach.voice"), picture: icon("voice"), choose: () => sendSample(seat, "voice", note()) },
    { label: say("attach.location"), picture: icon("pin"), choose: () => sendThing(seat, { location: PLACE }) },
    { label: say("attach.sticker"), picture: icon("sticker"), choose: () => sendThing(seat, { sticker: STICKER }) },
  ]);
  return h("div", { class: "attach" }, button, menu, photos, files);
}

/** Sends pasted or dropped files: pictures as photos, anything else as documents. */
export function sendDropped(seat, files, note) {
  const pictures = files.filter(({ type }) => /^image\/(jpeg|png|webp)$/.test(type));
  const others = files.filter((file) => !pictures.includes(file));
  if (pictures.length) sendFiles(seat, "photo", pictures, note);
  if (others.length) sendFiles(seat, "document", others, pictures.length ? {} : note);
}

function sendFiles(seat, kind, files, note) {
  return attempt(() => (files.length > 1
    ? api.uploadAlbum(seat, kind, files, note)
    : api.upload(seat, kind, files[0], note)));
}

async function sendSample(seat, kind, note) {
  const { name, type } = SAMPLES[kind];
  const content = await (await fetch(`/page/samples/${name}`)).blob();
  return sendFiles(seat, kind, [new File([content], name, { type })], note);
}

function sendThing(seat, content) {
  return attempt(() => api.send(seat, content));
}

function picker(accept, chosen) {
  const input = h("input", { type: "file", multiple: true, hidden: true, accept: accept || null, tabindex: "-1" });
  input.addEventListener("change", () => {
    chosen([...input.files]);
    input.value = "";
  });
  return input;
}
