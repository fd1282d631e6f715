// An entry: some fields of one day, with the revisions of that day that were on this screen.

import { claim, isLocked, zone } from "./calendar.js";
import { merge, settle } from "./merge.js";
import { keepNew, operationsOn } from "./store.js";

export const dayOn = (date) => merge(operationsOn(date));

// One after another: an entry must name the one before it, even when two taps come fast.
let last = Promise.resolve();

export function write(device, date, changes, { correction = false } = {}) {
  last = last.catch(() => {}).then(() => keep(device, date, changes, correction));
  return last;
}

async function keep(device, date, changes, correction) {
  const operation = {
    id: crypto.randomUUID(),
    diary: device.diary,
    device: device.device,
    date,
    claimed_at: claim(),
    zone: zone(),
    changes: settle(changes),
    parents: dayOn(date).revisions,
    correction: correction && isLocked(date),
  };
  await keepNew(operation);
  return operation;
}

// The things of one kind on a day: [{key, drug, doses, ...}], those taken back left out.
export function group(day, kind, needed) {
  const found = new Map();
  for (const [name, value] of Object.entries(day.values)) {
    const [first, ...rest] = name.split("/");
    if (first !== kind || value === null) continue;
    const column = rest.pop();
    const key = rest.join("/");
    found.set(key, { ...(found.get(key) ?? { key }), [column]: value });
  }
  return [...found.values()].filter((each) => each[needed] !== undefined);
}

export function newKey() {
  return crypto.randomUUID().slice(0, 8);
}
