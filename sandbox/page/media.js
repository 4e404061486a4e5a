/** What a message carries besides words: photos, files, voice, a place, a contact, a sticker. */

import { h, icon } from "./dom.js";
import { say } from "./words.js";

/** Nodes for one message, or for an album's parts together. */
export function media(messages) {
  const photos = messages.filter(({ photo }) => photo).map(({ photo }) => picture(photo));
  const others = messages.flatMap(one).filter(Boolean);
  return [photos.length > 0 && h("div", { class: `photos of-${Math.min(photos.length, 4)}` }, photos), ...others];
}

function one({ document: file, video, voice, sticker, location, contact }) {
  return [
    file && chip("file", file.name ?? say("message.file"), size(file.size), file.url),
    video && h("video", { src: video.url, controls: true, preload: "metadata" }),
    voice && h("div", { class: "voice" }, icon("voice"),
      h("audio", { src: voice.url, controls: true, preload: "metadata", "aria-label": say("message.voice") })),
    sticker && h("div", { class: "sticker" }, isEmoji(sticker.name) ? sticker.name : icon("sticker")),
    location && chip("pin", say("message.location"), `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`),
    contact && chip("person", contact.first_name ?? say("message.contact"), contact.phone_number),
  ];
}

function picture({ url, name }) {
  const description = name || say("message.photo");
  return h("a", { href: url, target: "_blank", "aria-label": description },
    h("img", { src: url, alt: description, loading: "lazy" }));
}

function chip(drawing, title, detail, url) {
  const parts = [h("span", { class: "chip-icon" }, icon(drawing)),
    h("span", { class: "chip-text" }, h("b", {}, title), h("small", {}, detail ?? ""))];
  return url
    ? h("a", { class: "attachment", href: url, download: title, target: "_blank" }, parts)
    : h("div", { class: "attachment" }, parts);
}

/** A sticker sent from this page is named by its emoji; any other is drawn as an outline. */
function isEmoji(name = "") {
  return /^\p{Extended_Pictographic}/u.test(name);
}

/** Bytes as people read them: "12 KB", "3,4 MB". */
function size(bytes = 0) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}
