// Reminders at the person's hour: by e-mail, by a message on this phone, or in her own calendar. Their words say nothing
// of health. A calendar can be asked to follow the clinic's feed, or be given an event made here, without asking anybody.

import { choice, h, hand, row, section } from "./dom.js";
import { today } from "./calendar.js";
import { call } from "./sync.js";
import { t } from "./words.js";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour) => `${String(hour).padStart(2, "0")}:00`;

export function reminder(app) {
  const chosen = app.wishes.reminded_at;
  const pick = h("select", { "data-key": "reminded-at", onchange: (event) => app.wish({ reminded_at: event.target.value === "" ? null : Number(event.target.value) }) },
    h("option", { value: "", selected: chosen === null }, t("No reminder")),
    HOURS.map((hour) => h("option", { value: String(hour), selected: chosen === hour }, clock(hour))));
  return section(t("Reminder"),
    h("p", {}, t("Once a day at most, and not on a day that you have told already. It says “My days” and nothing else.")),
    h("label", {}, t("At what time?"), pick),
    chosen === null ? null : ways(app),
    inMyCalendar(app, chosen ?? 20));
}

function ways(app) {
  const by = app.wishes.reminded_by;
  const toggle = (way) => app.wish({ reminded_by: by.includes(way) ? by.filter((each) => each !== way) : [...by, way] });
  const said = h("p", { role: "status" });
  const message = async () => {
    try {
      await (by.includes("push") ? stopMessages(app) : takeMessages(app));
      await toggle("push");
    } catch {
      said.textContent = t("This phone does not allow messages. You can allow them in the settings of the phone.");
    }
  };
  return h("div", {}, row(
    app.mine?.has_email ? choice(t("By e-mail"), by.includes("email"), () => toggle("email"), { "data-key": "by-email" }) : null,
    canTake(app) ? choice(t("A message on this phone"), by.includes("push"), message, { "data-key": "by-push" }) : null,
  ), said);
}

// Only where the clinic has a key for it, and the browser can.
const canTake = (app) => Boolean(app.mine?.push_key) && "PushManager" in globalThis && "serviceWorker" in navigator;

async function takeMessages(app) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
  const { pushManager } = await navigator.serviceWorker.ready;
  const told = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: app.mine.push_key })).toJSON();
  await call(app.device, "push", { endpoint: told.endpoint, ...told.keys });
}

async function stopMessages(app) {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
  await call(app.device, "push/stop", {});
}

function inMyCalendar(app, hour) {
  const save = () => hand(new Blob([calendar(clock(hour))], { type: "text/calendar" }), "my-days.ics");
  return h("p", { class: "row" },
    app.mine?.feed ? h("a", { class: "choice", href: `webcal://${location.host}${app.mine.feed}`, "data-key": "feed" }, t("Follow in my calendar")) : null,
    h("button", { type: "button", class: "choice", onclick: save, "data-key": "save-reminder" }, t("Save to my calendar")));
}

export function calendar(time, stamp = new Date()) {
  const start = `${today(stamp).replaceAll("-", "")}T${time.replace(":", "")}00`;
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Migraine Days//Diary//EN", "BEGIN:VEVENT", `UID:${crypto.randomUUID()}`,
    `DTSTAMP:${stamp.toISOString().replace(/[-:]|\.\d+/g, "")}`, `DTSTART:${start}`, "DURATION:PT5M", "RRULE:FREQ=DAILY", `SUMMARY:${t("My days")}`,
    "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0M", `DESCRIPTION:${t("My days")}`, "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
  ];
  return lines.join("\r\n");
}
