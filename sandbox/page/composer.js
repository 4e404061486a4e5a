/** Where a person writes: the text, what it answers or corrects, the commands, the clip, and Send. */

import * as api from "./api.js";
import { attachments, sendDropped } from "./attach.js";
import { gist } from "./bubble.js";
import { commandMenu } from "./commands.js";
import { h, iconButton } from "./dom.js";
import { app } from "./messengers.js";
import { attempt, notice } from "./notices.js";
import { say } from "./words.js";

const TALLEST = 140; // pixels

/** `sent()` is called after something was said. */
export function composer(seat, sent) {
  const field = h("textarea", { rows: "1", placeholder: say("composer.placeholder"),
    "aria-label": say("composer.placeholder"), enterkeyhint: "send", oninput: onInput, onkeydown, onpaste });
  const context = h("div", { class: "context", hidden: true });
  const menu = commandMenu(sendCommand);
  const slash = app(seat).commands && iconButton("slash", say("composer.commands"), openCommands);
  const button = iconButton("send", say("composer.send"), submit, { class: "icon-button send", disabled: true });
  const node = h("form", { class: "composer", onsubmit: (event) => event.preventDefault() }, menu.node, context,
    h("div", { class: "composer-row" }, slash, field, attachments(seat, takeNote), button));
  let about = null; // { answers: message } or { corrects: message }

  function onInput() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    button.disabled = !field.value.trim();
    menu.filter(/^\/\S*$/.test(field.value) ? field.value.slice(1) : null);
  }

  function onkeydown(event) {
    if (event.isComposing) return; // a Vietnamese input method is still putting the letter together
    if (menu.key(event.key)) event.preventDefault();
    else if (event.key === "Escape") setAbout(null);
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  }

  function onpaste(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    sendDropped(seat, files, takeNote());
  }

  async function submit() {
    const text = field.value.trim();
    const { answers, corrects } = about ?? {};
    if (!text) return;
    write("");
    const done = await attempt(() => (corrects
      ? api.edit(seat, corrects.message_id, text)
      : api.send(seat, answers ? { text, reply_to: answers.message_id } : { text })));
    if (done) setAbout(null);
    else write(text);
    sent();
  }

  function sendCommand(command) {
    write(seat.chat ? `/${command}@${seat.bot}` : `/${command}`);
    submit();
  }

  function openCommands() {
    if (menu.empty()) notice(say("composer.no_commands"));
    else write("/");
  }

  function write(text) {
    field.value = text;
    onInput();
    field.focus();
  }

  /** What is written becomes the caption of a file, and the field is empty again. */
  function takeNote() {
    const note = { caption: field.value.trim(), reply_to: about?.answers?.message_id ?? "" };
    write("");
    setAbout(null);
    return note;
  }

  function setAbout(what) {
    about = what;
    const message = what?.answers ?? what?.corrects;
    context.hidden = !message;
    if (!message) return context.replaceChildren();
    const title = what.corrects ? say("composer.editing") : say("composer.replying", { name: message.author?.name });
    return context.replaceChildren(h("div", { class: "quote" }, h("b", {}, title), h("span", {}, gist(message))),
      iconButton("cross", say("composer.cancel"), () => leave()));
  }

  function leave() {
    if (about?.corrects) write("");
    setAbout(null);
  }

  return {
    node,
    offer: menu.offer,
    focus: () => field.focus({ preventScroll: true }),
    reply: (message) => { setAbout({ answers: message }); field.focus(); },
    edit: (message) => { setAbout({ corrects: message }); write(message.text); },
    drop: (files) => sendDropped(seat, files, takeNote()),
  };
}
