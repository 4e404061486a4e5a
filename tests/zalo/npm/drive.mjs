// Calls @openclaw/zalo's own functions. Standard input holds `[[name, ...arguments], …]`; what each returned, or the
// error it raised, is written to standard output. ZALO_API_URL says where the API is.

import { readdirSync } from "node:fs";
import { register } from "node:module";
import { text } from "node:stream/consumers";

register("./host.mjs", import.meta.url);

const folder = new URL("node_modules/@openclaw/zalo/dist/.setup/", import.meta.url);
const file = readdirSync(folder).find((name) => /^send-.*\.mjs$/.test(name));
const NAMES = {
  a: "getMe", o: "getUpdates", l: "sendMessage", u: "sendPhoto", c: "sendChatAction",
  d: "setWebhook", i: "deleteWebhook", s: "getWebhookInfo",
};

const exported = await import(new URL(file, folder));
const client = Object.fromEntries(Object.entries(NAMES).map(([letter, name]) => [name, exported[letter]]));
for (const [name, { name: real }] of Object.entries(client))
  if (name !== real) throw new Error(`the package has changed: expected ${name}, found ${real}`);

const answers = [];
for (const [name, ...given] of JSON.parse(await text(process.stdin))) {
  try {
    answers.push(await client[name](...given));
  } catch (error) {
    answers.push({ raised: error.name, errorCode: error.errorCode, idle: error.isPollingTimeout });
  }
}
process.stdout.write(JSON.stringify(answers));
