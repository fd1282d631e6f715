// What comes back to the person: her own course with the treatments marked, days gained, and the next visit.

import { spoken } from "./calendar.js";
import { h, hand, section } from "./dom.js";
import { call } from "./sync.js";
import { language, t } from "./words.js";

export function courseScreen(app) {
  const mine = app.mine;
  if (!mine) return h("div", {}, h("h1", { tabindex: "-1" }, t("My course")), h("p", {}, t("This comes once the phone has reached your clinic.")));
  return h("div", {},
    h("h1", { tabindex: "-1" }, t("My course")),
    mine.next_visit ? section(t("Next visit"), h("p", {}, when(mine.next_visit))) : null,
    mine.gained ? section(t("Since the start"), h("p", {}, gained(mine.gained))) : null,
    mine.windows.length ? section(t("Headache days in four weeks"), picture(mine.windows, mine.sessions), table(mine.windows)) : null,
    section(t("Everything you wrote"),
      h("p", { class: "row" }, download(app, "export.csv", t("Table (CSV)")), download(app, "export.pdf", t("Document (PDF)")))),
  );
}

function when(at) {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

function gained({ days, before, now, known }) {
  const key = days >= 0 ? "{days} more days without headache in four weeks than before the first treatment ({before} headache days then, {now} in the last four weeks; {known} of 28 days known)." : "{days} days without headache in four weeks compared with before the first treatment ({before} headache days then, {now} in the last four weeks; {known} of 28 days known).";
  return t(key, { days, before, now, known });
}

// One bar for each four weeks; what is not known stands hollow on top of what is known.
function picture(windows, sessions) {
  const width = 320;
  const step = width / windows.length;
  const y = (days) => 120 - days * 4;
  const start = Date.parse(windows[0].from);
  const place = (date) => ((Date.parse(date) - start) / 86_400_000 / 28) * step;
  return h("svg:svg", { viewBox: `0 0 ${width} 132`, role: "img", "aria-label": t("Headache days in four weeks; the numbers are in the table below") },
    [7, 14, 21, 28].map((days) => h("svg:g", {}, h("svg:line", { class: "line", x1: 0, x2: width, y1: y(days), y2: y(days) }), h("svg:text", { class: "axis", x: 2, y: y(days) + 9 }, String(days)))),
    windows.map((each, n) => h("svg:g", {},
      h("svg:rect", { class: "unknown", x: n * step + 2, width: step - 4, y: y(each.high), height: (each.high - each.observed) * 4 }),
      h("svg:rect", { class: "known", x: n * step + 2, width: step - 4, y: y(each.observed), height: each.observed * 4 }))),
    sessions.filter((date) => date >= windows[0].from).map((date) => h("svg:g", {}, h("svg:line", { class: "session", x1: place(date), x2: place(date), y1: 2, y2: 120 }), h("svg:text", { class: "axis", x: place(date) + 2, y: 130 }, "▲"))));
}

function table(windows) {
  return h("details", { "data-key": "table" }, h("summary", {}, t("As a table")),
    h("table", {}, h("thead", {}, h("tr", {}, [t("From"), t("Headache"), t("Not known")].map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, windows.map((each) => h("tr", {}, h("th", { scope: "row" }, spoken(each.from, language, { day: "numeric", month: "short", year: "2-digit" })), h("td", {}, String(each.observed)), h("td", {}, String(each.missing)))))));
}

function download(app, name, label) {
  const get = async () => hand(await call(app.device, name), name);
  return h("button", { type: "button", class: "choice", onclick: get, "data-key": name }, label);
}
