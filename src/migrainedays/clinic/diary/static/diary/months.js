// The calendar of months as a picture: shape says what colour only repeats, and each day is a link with its words.

import { shift, spoken, today } from "./calendar.js";
import { h } from "./dom.js";
import { dayOn, group } from "./entries.js";
import { fieldName, shown } from "./day.js";
import { datesKept } from "./store.js";
import { language, t } from "./words.js";

const SHOWN = 3;

export function monthsScreen(app) {
  const months = [];
  let month = today().slice(0, 7);
  const oldest = (datesKept()[0] ?? today()).slice(0, 7);
  for (let n = 0; n < SHOWN + app.monthsMore && month >= oldest; n += 1) {
    months.push(monthOf(month, app));
    month = shift(`${month}-01`, -1).slice(0, 7);
  }
  return h("div", {},
    h("h1", { tabindex: "-1" }, t("Months")),
    h("p", { class: "legend" }, ["○ " + t("no headache"), "▂ " + t("mild"), "▅ " + t("medium"), "█ " + t("strong"), "◆ " + t("medicine"), "│ " + t("treatment"), "· " + t("no answer")].map((each) => h("span", {}, each))),
    months,
    month >= oldest ? h("button", { type: "button", class: "choice", onclick: () => app.showMoreMonths(), "data-key": "more-months" }, t("Earlier months")) : null,
  );
}

function monthOf(month, app) {
  const first = `${month}-01`;
  const lead = (new Date(`${first}T12:00:00Z`).getUTCDay() + 6) % 7;
  const cells = Array.from({ length: lead }, () => h("span", {}));
  const count = { yes: 0, no: 0, missing: 0 };
  for (let date = first; date.startsWith(month) && date <= today(); date = shift(date, 1)) {
    const day = dayOn(date);
    const answer = day.values.headache;
    count[answer === true ? "yes" : answer === false ? "no" : "missing"] += 1;
    cells.push(cell(date, day, app));
  }
  return h("section", { class: "month" },
    h("h2", {}, spoken(first, language, { month: "long", year: "numeric" })),
    h("p", {}, t("{yes} with headache, {no} without, {missing} not known", count)),
    h("div", { class: "grid weekdays", "aria-hidden": "true" }, weekdays()),
    h("div", { class: "grid" }, cells));
}

const weekdays = () => [5, 6, 7, 8, 9, 10, 11].map((day) => h("span", {}, spoken(shift("2026-01-01", day - 1), language, { weekday: "narrow" })));

function cell(date, day, app) {
  const { headache, peak } = day.values;
  const drugs = group(day, "intake", "drug").map((each) => each.drug);
  const treated = app.mine?.sessions?.includes(date);
  const undecided = Object.keys(day.conflicts).length > 0;
  const mark = undecided ? "?" : headache === false ? "○" : headache === true ? ["▂", "▂", "▅", "█"][peak ?? 0] : "·";
  const said = [
    spoken(date, language, { day: "numeric", month: "long" }),
    headache === undefined || headache === null ? t("no answer") : headache ? t("headache") : t("no headache"),
    peak ? shown("peak", peak) : null, ...drugs, treated ? t("treatment") : null, undecided ? t("to decide") : null,
  ].filter(Boolean).join(", ");
  const kind = headache === true ? `pain${peak ?? 0}` : headache === false ? "free" : "missing";
  return h("a", { href: `#day/${date}`, class: `cell ${kind}${treated ? " treated" : ""}`, "aria-label": said },
    h("span", { class: "number" }, String(Number(date.slice(8)))),
    h("span", { class: "mark" }, mark, drugs.length ? h("small", {}, "◆") : null));
}

// Everything said on one day, in words: the table behind the picture.
export function dayInWords(day) {
  return Object.entries(day.values).filter(([, value]) => value !== null).map(([name, value]) => `${fieldName(name)} ${shown(name, value)}`);
}
