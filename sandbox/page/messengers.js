/** What each messenger's app can do: a window offers no more than the real one would. */

const APPS = {
  telegram: { commands: true, replies: true, edits: true, albums: true, opening: "start", empty: "chat.empty" },
  "zalo-bot": { empty: "chat.empty_bare" },
  "zalo-oa": { opening: "follow", empty: "chat.empty_follow" },
};

/** A seat that names no messenger is Telegram's. */
export function app({ messenger }) {
  return APPS[messenger ?? "telegram"];
}

export function isZalo({ messenger }) {
  return (messenger ?? "").startsWith("zalo-");
}
