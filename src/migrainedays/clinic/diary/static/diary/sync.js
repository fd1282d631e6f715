// The outbox drains on load, when the network is back, and when the app comes to the front. Nothing leaves it before
// the clinic has named it by id; an answer that never comes is asked for again.

import { getState, keepAnswer, setState, waitingCount, waitingOperations } from "./store.js";

const MOST = 50; // entries a batch: the clinic is never kept waiting long by one phone
const listeners = new Set();
let running = null;
let again = false;
let wanted = true;
export const status = { state: "idle", at: null };

export function onChange(listener) {
  listeners.add(listener);
}

function tell(state) {
  status.state = state;
  for (const listener of listeners) listener();
}

// What is written while a batch is under way goes with the next one.
export function drain() {
  if (running) {
    again = true;
    return running;
  }
  running = exclusive(drainOnce).finally(() => {
    running = null;
    if (again) {
      again = false;
      drain();
    }
  });
  return running;
}

// Two windows of one phone take turns; harmless where the browser has no locks, since batches are idempotent.
function exclusive(work) {
  return navigator.locks ? navigator.locks.request("diary-sync", work) : work();
}

async function drainOnce() {
  const device = await getState("device");
  if (!device || !navigator.onLine) return tell(device ? "offline" : "idle");
  tell("sending");
  try {
    for (let more = true; more; ) more = await exchange(device);
    await sendWishes(device);
    if (wanted) await refreshMine(device);
    status.at = new Date();
    tell("sent");
  } catch (problem) {
    tell(problem.message === "401" ? "revoked" : "offline");
  }
}

async function exchange(device) {
  const after = (await getState("cursor")) ?? 0;
  const entries = waitingOperations(MOST).map((each) => ({ ...each, device: device.device }));
  const answer = await call(device, "entries", { entries, after });
  const refused = answer.refused.map((each) => ({ ...each, entry: entries[each.position] }));
  await keepAnswer({ ...answer, refused, after });
  const moved = answer.confirmed.length + answer.refused.filter((each) => each.id).length + answer.operations.length;
  return moved > 0 && (answer.more || waitingCount() > 0);
}

// What the person chose last; a choice made while it is under way goes with the next.
async function sendWishes(device) {
  const chosen = await getState("wishes");
  if (!chosen?.unsent) return;
  const { unsent, ...wishes } = chosen;
  await call(device, "wishes", wishes);
  if (JSON.stringify(await getState("wishes")) === JSON.stringify(chosen)) await setState("wishes", wishes);
}

// What comes back is asked for when the app comes to the front and when a medicine was noted, not at every tap.
export function want() {
  wanted = true;
}

async function refreshMine(device) {
  await setState("mine", await call(device, "mine"));
  wanted = false;
}

export async function call(device, path, body) {
  const response = await fetch(`/api/diary/${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      ...(device && { Authorization: `Bearer ${device.key}` }),
      ...(body && { "Content-Type": "application/json" }),
    },
    body: body && JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.headers.get("Content-Type")?.includes("json") ? response.json() : response.blob();
}

export function watch() {
  addEventListener("online", drain);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    want();
    drain();
  });
  drain();
}
