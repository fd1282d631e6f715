// The app: opens to today, keeps what is tapped, sends when it can, and shows what it knows.

import { today } from "./calendar.js";
import { courseScreen } from "./course.js";
import { dayScreen, useQuestions } from "./day.js";
import { h, show } from "./dom.js";
import { write } from "./entries.js";
import { flagsOf, useNumbers } from "./flags.js";
import { helpScreen } from "./help.js";
import { joinScreen } from "./join.js";
import { monthsScreen } from "./months.js";
import { canMake, passkeyScreen } from "./passkey.js";
import { phq9Screen } from "./phq9.js";
import { forgetAll, getState, openStore, setState, waitingCount } from "./store.js";
import { call, drain, onChange, status, want, watch } from "./sync.js";
import { language, loadWords, t } from "./words.js";

const DEFAULTS = { screen: "dim", factors: ["bright_light", "stress"], medicines: [] };
const WISHES = { rhythm: "daily", questions: "every_third_day", reminded_at: null, reminded_by: [] };
const place = document.getElementById("screen");
const line = document.getElementById("line");

const app = {
  device: null, mine: null, refused: [], unsaved: false, settings: DEFAULTS, wishes: WISHES, flags: [], correcting: null, canPasskey: false, opened: new Set(), monthsMore: 0,

  // Nothing on the screen says that an answer is kept before the phone's own store has completed its transaction.
  async write(date, changes, correction = false) {
    app.unsaved = false;
    try {
      await write(app.device, date, changes, { correction });
    } catch {
      app.unsaved = true;
    }
    app.flags = [...new Set([...app.flags, ...flagsOf(changes)])];
    draw();
    if (app.unsaved) return;
    if (Object.keys(changes).some((name) => name.endsWith("/drug"))) want();
    if (app.flags.length) place.querySelector(".advice")?.scrollIntoView();
    drain();
  },
  async set(changes) {
    app.settings = { ...app.settings, ...changes };
    await setState("settings", app.settings);
    if (changes.language) {
      await loadWords(changes.language);
      footer();
      if (app.wishes.reminded_at !== null) await app.wish({});
    }
    draw();
  },
  // How often and when the diary asks: the clinic must know it too, so it goes there with the next batch.
  async wish(changes) {
    app.wishes = { ...app.wishes, ...changes, reminded_in: app.settings.language };
    await setState("wishes", { ...app.wishes, unsent: true });
    want();
    draw();
    await drain();
  },
  correct(date) {
    app.correcting = date;
    draw();
  },
  showMoreMonths() {
    app.monthsMore += 3;
    draw();
  },
  async refresh() {
    want();
    await drain();
    await recall();
    draw();
  },
  async joined(device, known = {}) {
    await setState("device", device);
    await setState("settings", { ...app.settings, ...known });
    Object.assign(app.settings, known);
    await navigator.storage?.persist?.();
    location.hash = (await canMake()) && !app.settings.passkey ? "#passkey" : "";
    await app.refresh();
  },
  async keptPasskey() {
    await app.set({ passkey: true });
    location.hash = "";
  },
  async leave() {
    await call(app.device, "revoke", { device: app.device.device }).catch(() => {});
    await forgetAll();
    location.replace("/diary/");
    location.reload();
  },
};

async function recall() {
  const [device, mine, refused, settings, chosen] = await Promise.all(["device", "mine", "refused", "settings", "wishes"].map(getState));
  Object.assign(app, { device: device ?? null, mine: mine ?? null, refused: refused ?? [], settings: { ...DEFAULTS, language, ...settings } });
  app.wishes = filled(WISHES, chosen?.unsent ? chosen : app.mine?.wishes ?? chosen);
  useNumbers(app.mine?.numbers);
  useQuestions(app.mine?.questions);
}

const filled = (usual, given) => ({ ...usual, ...Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== null)) });

// Fetched when it is first opened, so that the first visit stays light; without a network it is there all the same.
let settings = null;

function fetchSettings() {
  import("./settings.js").then((found) => {
    settings = found;
    draw();
  });
  return h("p", {}, "");
}

const SCREENS = {
  day: (date) => dayScreen(app, /^\d{4}-\d\d-\d\d$/.test(date ?? "") && date <= today() ? date : today()),
  months: () => monthsScreen(app),
  course: () => courseScreen(app),
  settings: () => (settings ? settings.settingsScreen(app) : fetchSettings()),
  help: () => helpScreen(app),
  phq9: () => phq9Screen(app),
  passkey: () => passkeyScreen(app),
  join: (code) => joinScreen(app, code),
};

function route() {
  const [name, rest] = location.hash.slice(1).split("/");
  if (name === "help" || name === "join") return [name, rest];
  if (!app.device) return ["join", ""];
  return SCREENS[name] ? [name, rest] : ["day", today()];
}

function draw() {
  const [name, rest] = route();
  document.documentElement.dataset.screen = app.settings.screen;
  show(place, SCREENS[name](rest));
  document.querySelector("nav").hidden = !app.device;
  for (const link of document.querySelectorAll("nav a")) {
    link.toggleAttribute("aria-current", link.hash.slice(1) === (name === "day" ? "" : name));
  }
  said();
}

// One quiet line: what is still only on this phone.
function said() {
  const waiting = waitingCount();
  const words = app.unsaved ? t("This was not saved: the phone's memory did not take it. Please try again.")
    : status.state === "revoked" ? t("This phone was stopped by your clinic. What you write stays here.")
    : waiting ? t(waiting === 1 ? "Saved on this phone; 1 entry not sent yet" : "Saved on this phone; {n} entries not sent yet", { n: waiting })
    : app.device ? t("Saved and sent") : "";
  if (line.textContent !== words) line.textContent = words;
}

function turn() {
  app.flags = [];
  app.correcting = null;
  draw();
  scrollTo(0, 0);
  place.querySelector("h1")?.focus({ preventScroll: true });
}

function footer() {
  const links = [["#", "Today"], ["#months", "Months"], ["#course", "My course"], ["#settings", "Settings"]];
  document.querySelector("nav").replaceChildren(...links.map(([href, label]) => h("a", { href }, t(label))));
  document.getElementById("notice").replaceChildren(t("Nobody watches this diary."), " ", h("a", { href: "#help" }, t("Warning signs")));
}

async function start() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/diary/sw.js", { scope: "/diary/" }).catch(() => {});
  await openStore();
  await recall();
  await loadWords(app.settings.language);
  footer();
  draw();
  canMake().then((can) => {
    app.canPasskey = can;
    if (can) draw();
  });
  addEventListener("hashchange", turn);
  // What is still being typed is taken when the app goes away.
  for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, () => document.activeElement?.blur?.());
  onChange(async () => {
    if (status.state !== "sending") await recall();
    place.contains(document.activeElement) && /INPUT|TEXTAREA/.test(document.activeElement.tagName) ? said() : draw();
  });
  watch();
}

start();
