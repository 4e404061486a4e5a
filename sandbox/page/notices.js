/** Short notices that come and go: the page's own at its foot, a bot's answer to a press in that window. */

import { Refused } from "./api.js";
import { h } from "./dom.js";
import { say } from "./words.js";

const SHOWN_FOR = 4500; // milliseconds

/** `mood` is "" or "bad". */
export function notice(text, mood = "", where = document.getElementById("notices")) {
  const node = h("div", { class: `notice ${mood}` }, text);
  where.append(node);
  setTimeout(() => node.remove(), SHOWN_FOR);
}

/** Does something that the server may refuse, and says so if it does. True if it was done. */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    notice(error.message ? say("failed", { why: error.message }) : say("failed.network"), "bad");
    return false;
  }
}

/** What the bot answered to a press of `name`'s: a passing notice `where`, or a box that waits for "OK". */
export function showAlert({ text, show_alert }, name, where) {
  if (show_alert) openDialog([h("p", { class: "soft" }, name), h("p", {}, text)], { label: name, small: true });
  else notice(text, "", where);
}

/** A modal dialog over the page; Esc, its button and a click outside close it. */
export function openDialog(content, { label, small = false }) {
  const done = h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, say("dialog.ok"));
  const dialog = h("dialog", { class: small ? "dialog small" : "dialog", "aria-label": label,
    onclick: (event) => event.target === dialog && dialog.close(), onclose: () => dialog.remove() },
  h("div", { class: "dialog-body" }, content, h("div", { class: "dialog-foot" }, done)));
  document.body.append(dialog);
  dialog.showModal();
}
