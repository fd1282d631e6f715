// What the phone keeps: every entry, which of them the clinic has not confirmed, and a few settings.
// An entry and its place in the outbox are written in one transaction: after a kill there are both or neither.

import { openDB } from "./vendor/idb/idb.js";
import { newKey, open, seal } from "./seal.js";

const STORES = ["operations", "outbox", "state"];
const TOLD = 50; // refusals that are remembered
let database;
let key;
const byDate = new Map();
const waiting = new Set();

export async function openStore() {
  database = await openDB("diary", 1, {
    upgrade(db) {
      for (const name of STORES) db.createObjectStore(name);
    },
  });
  key = await database.get("state", "key");
  if (!key) {
    const made = await newKey();
    const transaction = database.transaction("state", "readwrite");
    key = (await transaction.store.get("key")) ?? made;
    await transaction.store.put(key, "key");
    await transaction.done;
  }
  await reload();
}

// Read everything again: at the start, and when another window of this phone wrote.
export async function reload() {
  const sealed = await database.getAll("operations");
  const ids = await database.getAllKeys("outbox");
  byDate.clear();
  waiting.clear();
  for (const operation of await Promise.all(sealed.map((each) => open(key, each)))) place(operation);
  for (const id of ids) waiting.add(id);
}

function place(operation) {
  const day = byDate.get(operation.date) ?? new Map();
  byDate.set(operation.date, day.set(operation.id, operation));
}

export const operationsOn = (date) => [...(byDate.get(date)?.values() ?? [])];
export const datesKept = () => [...byDate.keys()].sort();
export const waitingCount = () => waiting.size;

export async function keepNew(operation) {
  const sealed = await seal(key, operation);
  const transaction = database.transaction(["operations", "outbox"], "readwrite", { durability: "strict" });
  transaction.objectStore("operations").put(sealed, operation.id);
  transaction.objectStore("outbox").put(true, operation.id);
  await transaction.done;
  place(operation);
  waiting.add(operation.id);
}

export function waitingOperations(most) {
  const all = [...byDate.values()].flatMap((day) => [...day.values()]);
  const unsent = all.filter((each) => waiting.has(each.id));
  unsent.sort((a, b) => (a.claimed_at < b.claimed_at ? -1 : 1));
  return unsent.slice(0, most);
}

// The clinic's answer, in one transaction: what it confirmed leaves the outbox, what it would not take stays with its
// reason for the person to read and enter again, what it has is kept, and how far we have read moves on only together
// with what was read.
export async function keepAnswer({ confirmed, refused, operations, after, until }) {
  const reached = (await getState("cursor")) ?? 0;
  const fresh = operations.filter((each) => !byDate.get(each.date)?.has(each.id));
  const sealed = await Promise.all(fresh.map((each) => seal(key, each)));
  const told = refused.length ? await seal(key, [...((await getState("refused")) ?? []), ...refused].slice(-TOLD)) : null;
  const transaction = database.transaction(STORES, "readwrite", { durability: "strict" });
  for (const id of confirmed) transaction.objectStore("outbox").delete(id);
  for (const { id } of refused) if (id) transaction.objectStore("outbox").delete(id);
  for (const { id } of refused) if (id) transaction.objectStore("operations").delete(id);
  fresh.forEach((each, n) => transaction.objectStore("operations").put(sealed[n], each.id));
  if (told) transaction.objectStore("state").put(told, "refused");
  if (after <= reached && until > reached) transaction.objectStore("state").put(until, "cursor");
  await transaction.done;
  for (const id of confirmed) waiting.delete(id);
  for (const { id } of refused) {
    waiting.delete(id);
    for (const day of byDate.values()) day.delete(id);
  }
  fresh.forEach(place);
}

// A few settings and what came back from the clinic, sealed like the entries; the key itself and the cursor are not.
export async function getState(name) {
  const kept = await database.get("state", name);
  return kept?.box ? open(key, kept) : kept;
}

export async function setState(name, value) {
  await database.put("state", await seal(key, value), name);
}

// Everything on this phone goes, the key first of all; only when nothing waits, or when the person said so.
export async function forgetAll() {
  const transaction = database.transaction(STORES, "readwrite");
  for (const name of STORES) transaction.objectStore(name).clear();
  await transaction.done;
  byDate.clear();
  waiting.clear();
}
