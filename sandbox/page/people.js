/** Who is in the demo: the cast's communes, or, where there is no cast, everybody in the sandbox. */

import * as api from "./api.js";

/** `[{ id, name, about, people: [...] }]`, as the cast's contract in docs/how-to/sandbox.md has it. */
export async function communes() {
  const { communes: found } = await api.cast();
  return found.length ? found.map(withWriters) : everybody(await api.state(), await api.zaloState());
}

/** In a group's window one person writes: says who. */
function withWriters(commune) {
  const name = ({ person }) => commune.people.find((other) => other.person === person && !other.chat)?.name;
  const people = commune.people.map((entry) => (entry.chat ? { ...entry, writer: name(entry) } : entry));
  return { ...commune, people };
}

function everybody({ bots, people, chats }, zalo) {
  const names = new Map(people.map((person) => [person.id, fullName(person)]));
  const seats = [...talking(chats, bots, names), ...waiting(people, chats, bots, names)]
    .sort((one, other) => Boolean(one.chat) - Boolean(other.chat))
    .concat(inZalo(zalo, bots.length ? [] : people, names));
  return seats.length ? [{ id: "sandbox", name: "Sandbox", about: "", people: seats }] : [];
}

function fullName({ name, first_name, last_name, id }) {
  return name ?? ([first_name, last_name].filter(Boolean).join(" ") || String(id));
}

/** Those who have a chat already. */
function talking(chats, bots, names) {
  const seats = chats.map(({ id, type, title, bot_username, members = [] }) => {
    if (type === "private") return seat(id, bot_username, names.get(id), "citizen");
    const writer = members.map((member) => member.id ?? member).find((member) => names.has(member));
    if (writer === undefined) return null;
    return { ...seat(writer, bot_username || bots[0]?.username, title, "group"), chat: id, writer: names.get(writer) };
  });
  return seats.filter((found) => found?.bot);
}

/** Those who have not spoken to anybody yet: offered the first bot. */
function waiting(people, chats, bots, names) {
  const known = new Set(chats.filter(({ type }) => type === "private").map(({ id }) => id));
  if (bots.length === 0) return [];
  return people.filter(({ id }) => !known.has(id)).map(({ id }) => seat(id, bots[0].username, names.get(id), "citizen"));
}

/** Those who have a chat with a Zalo account; where there is no Telegram at all, everybody is offered the first. */
function inZalo({ accounts, chats }, people, names) {
  const messengers = new Map(accounts.map(({ account, messenger }) => [account, messenger]));
  const known = new Set(chats.map(({ person }) => person));
  const others = accounts.length ? people.filter(({ id }) => !known.has(id)) : [];
  const places = [...chats, ...others.map(({ id }) => ({ person: id, account: accounts[0].account }))];
  return places.map(({ person, account }) =>
    ({ ...seat(person, account, names.get(person), "citizen"), messenger: messengers.get(account) }));
}

function seat(person, bot, name, role) {
  return { person, bot, name: name ?? String(person), role, title: "", suggestions: {} };
}
