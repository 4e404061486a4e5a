/** Opens the messenger's own links inside the sandbox, as the person in whose window they were clicked. */

import * as api from "./api.js";
import { attempt, notice } from "./notices.js";
import { say } from "./words.js";

/** `{ bot, payload, group, admin }` of a link such as https://t.me/<bot>?start=<payload>, or something falsy for any other address. */
export function deepLink(address) {
  const { hostname, pathname, searchParams } = new URL(address);
  if (!/^(www\.)?(t\.me|telegram\.me)$/.test(hostname)) return null;
  const bot = pathname.split("/")[1];
  const group = searchParams.has("startgroup");
  return bot && { bot, group, admin: searchParams.has("admin"), payload: searchParams.get(group ? "startgroup" : "start") ?? "" };
}

/** True if the link was one of ours and has been followed; any other is the browser's. */
export function follow(address, seat, groups) {
  const found = deepLink(address);
  if (!found) return false;
  if (found.group) addToGroup(found, seat, groups);
  else attempt(() => press(found, seat));
  return true;
}

async function press({ bot, payload }, seat) {
  await api.start(seat, bot, payload);
  if (bot.toLowerCase() !== seat.bot.toLowerCase()) notice(say("link.elsewhere", { bot }));
}

function addToGroup(found, seat, groups) {
  if (groups.length === 0) notice(say("link.no_group"), "bad");
  else attempt(() => api.join(seat, found, groups[0]));
}
