// A reminder in the person's own calendar, made on the phone: its name says nothing of health, and nobody is asked.

import { h, hand, section } from "./dom.js";
import { today } from "./calendar.js";
import { t } from "./words.js";

export function reminder() {
  const time = h("input", { type: "time", value: "20:00", "data-key": "reminder" });
  const save = () => hand(new Blob([calendar(time.value)], { type: "text/calendar" }), "my-days.ics");
  return section(t("Reminder for my calendar"),
    h("p", {}, t("Every day at this time, with the name “My days” and nothing else.")),
    h("label", {}, t("At what time?"), time),
    h("button", { type: "button", class: "choice whole", onclick: save, "data-key": "save-reminder" }, t("Save to my calendar")));
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
