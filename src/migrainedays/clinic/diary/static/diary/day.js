// The day: what the person sees first. One tap says "no headache"; a bad day takes six or fewer, each saved at once.

import { claim, isLocked, shift, spoken, today } from "./calendar.js";
import { choice, h, row, section } from "./dom.js";
import { dayOn, group, newKey } from "./entries.js";
import { advice } from "./flags.js";
import { SIGNS } from "./signs.js";
import { head } from "./head.js";
import { medicines } from "./medicines.js";
import { datesKept, operationsOn } from "./store.js";
import { language, t } from "./words.js";

const PAIN = [[1, "Mild"], [2, "Medium"], [3, "Strong"]];
const LENGTH = [[60, "1 hour"], [240, "4 hours"], [480, "8 hours"], [720, "12 hours"], [1440, "All day"]];
const CAME_WITH = [
  ["nausea", "Feeling sick"], ["vomiting", "Being sick"], ["photophobia", "Light hurts"], ["phonophobia", "Noise hurts"],
  ["aggravated", "Worse when I move"], ["pulsating", "Throbbing"], ["unilateral", "One side"],
];
const AURA = [
  ["visual", "Flashes or zigzags"], ["sensory", "Tingling"], ["speech", "Trouble finding words"], ["motor", "Weak arm or leg"],
];
const FUNCTION = [[0, "As usual"], [1, "A bit less"], [2, "Much less"], [3, "Nothing"]];
const GOAL = [[-2, "Much less"], [-1, "Less"], [0, "As hoped"], [1, "More"], [2, "Much more"]];
const SEVERITY = [["mild", "Mild"], ["moderate", "Medium"], ["severe", "Strong"]];
const LEVEL = [[0, "None"], [1, "A little"], [2, "Some"], [3, "A lot"]];
const FACTORS = { bright_light: "Strong light", stress: "Stress", tied_hair: "Hair tied up", weather: "Weather",
  menstruation: "Period", short_sleep: "Short sleep", alcohol: "Alcohol", missed_meal: "Missed meal" };

// The tap itself says what is open: `toggle` comes a moment later, and a screen drawn anew in between would shut it again.
export const kept = (app, name) => {
  const keep = (open) => (open ? app.opened.add(name) : app.opened.delete(name));
  return {
    open: app.opened.has(name),
    onclick: (event) => event.target.closest("summary") && keep(!event.currentTarget.open),
    ontoggle: (event) => keep(event.target.open),
  };
};

// The words of the clinic's own questions, by the name that their answers are kept under.
const asked = new Map();

export function useQuestions(questions = []) {
  asked.clear();
  for (const each of questions) asked.set(each.question, each);
}

const inWords = (name) => asked.get(name)?.words[language] ?? asked.get(name)?.words.en ?? name;
export const factorName = (factor) => (FACTORS[factor] ? t(FACTORS[factor]) : inWords(factor));
export const FACTOR_NAMES = Object.keys(FACTORS);

export function dayScreen(app, date) {
  const day = dayOn(date);
  const closed = isLocked(date) && day.revisions.length > 0 && app.correcting !== date;
  app.date = date;
  const save = (changes) => app.write(date, changes, app.correcting === date);
  return h(
    "div", {},
    dayBar(date),
    advice(app.flags),
    undecided(day, save),
    closed ? closedNote(app, date) : null,
    delay(date),
    h("fieldset", { disabled: closed, class: "plain" },
      answered(day, save),
      day.values.headache === true ? headache(app, day, save) : null,
      day.revisions.length || date === today() ? alsoToday(app, date, day, save) : null,
      day.revisions.length ? more(app, day, save) : null,
    ),
    date === today() ? gaps(app) : null,
  );
}

function dayBar(date) {
  const name = date === today() ? t("Today") : spoken(date, language, { weekday: "long" });
  return h("header", { class: "bar" },
    h("a", { href: `#day/${shift(date, -1)}`, "aria-label": t("The day before") }, "‹"),
    h("h1", { tabindex: "-1" }, name, h("small", {}, spoken(date, language, { day: "numeric", month: "long" }))),
    date < today() ? h("a", { href: `#day/${shift(date, 1)}`, "aria-label": t("The day after") }, "›") : h("span", { class: "end" }),
  );
}

function answered(day, save) {
  const answer = day.values.headache;
  const say = (value) => () => save({ headache: answer === value ? null : value });
  return section(t("Headache?"),
    row(
      choice(t("No"), answer === false, say(false), { class: "choice big", "data-key": "no" }),
      choice(t("Yes"), answer === true, say(true), { class: "choice big", "data-key": "yes" }),
    ),
  );
}

function headache(app, day, save) {
  const { values } = day;
  const length = LENGTH.map(([minutes, label]) => one(day, save, "minutes", minutes, label, { ongoing: null }));
  const ongoing = choice(t("Still going on"), values.ongoing, () => save({ ongoing: values.ongoing ? null : true, minutes: null }), { "data-key": "ongoing" });
  return [
    section(t("How bad at its worst?"), row(PAIN.map(([level, label]) => one(day, save, "peak", level, label)))),
    section(t("How long so far?"), row(ongoing, length)),
    section(t("What came with it?"), row(CAME_WITH.map(([name, label]) => flag(day, save, name, label)), noneOf(day, save))),
    medicines(app, day, save),
    h("details", { "data-key": "where", ...kept(app, "where") },
      h("summary", {}, t("Where, and how the day went")),
      head(day, save),
      section(t("What could you do?"), row(FUNCTION.map(([level, label]) => one(day, save, "function", level, label)))),
      section(t("Before or with it"), row(AURA.map(([kind, label]) => aura(day, save, kind, label)))),
      auraLength(day, save),
      times(day, save, app.date),
    ),
  ];
}

// For those who note when it began and ended; an end before the beginning is that of the next day.
function times(day, save, date) {
  const [attack] = group(day, "attack", "started_at");
  const key = attack?.key ?? newKey();
  const at = (value, next) => claim(new Date(`${next ? shift(date, 1) : date}T${value}`));
  const started = attack?.started_at?.slice(11, 16) ?? "";
  const set = (column) => (event) => {
    const { value } = event.target;
    save({ [`attack/${key}/${column}`]: value ? at(value, column === "ended_at" && value < started) : null });
  };
  const field = (label, column, value) => h("label", {}, t(label), h("input", { type: "time", value, "data-key": column, onchange: set(column) }));
  return section(t("With times"), row(field("Started at", "started_at", started), started ? field("Ended at", "ended_at", attack.ended_at?.slice(11, 16) ?? "") : null));
}

function one(day, save, name, value, label, others = {}) {
  const chosen = day.values[name] === value;
  return choice(t(label), chosen, () => save({ [name]: chosen ? null : value, ...others }), { "data-key": `${name}${value}` });
}

function flag(day, save, name, label) {
  const chosen = day.values[name] === true;
  return choice(t(label), chosen, () => save({ [name]: chosen ? null : true }), { "data-key": name });
}

// "None of the rest" turns silence into an answer; until then what was not tapped was not asked.
function noneOf(day, save) {
  const open = CAME_WITH.map(([name]) => name).filter((name) => day.values[name] === undefined || day.values[name] === null);
  if (!open.length) return null;
  return choice(t("Nothing else"), false, () => save(Object.fromEntries(open.map((name) => [name, false]))), { "data-key": "none" });
}

function aura(day, save, kind, label) {
  const kinds = day.values.aura_kinds ?? [];
  const chosen = kinds.includes(kind);
  const next = chosen ? kinds.filter((each) => each !== kind) : [...kinds, kind].sort();
  return choice(t(label), chosen, () => save({ aura_kinds: next }), { "data-key": `aura${kind}` });
}

function auraLength(day, save) {
  if (!day.values.aura_kinds?.length) return null;
  return section(t("How long did that last?"), row(
    [[10, "10 minutes"], [30, "30 minutes"], [60, "1 hour"], [120, "Longer"]].map(([minutes, label]) => one(day, save, "aura_minutes", minutes, label)),
  ));
}

// Met on every day, the good ones too: only so can it be seen what is tolerated.
function alsoToday(app, date, day, save) {
  const factors = app.settings.factors;
  return [
    factors.length
      ? h("details", { "data-key": "also", ...kept(app, "also") },
          h("summary", {}, t("Also on this day")),
          factors.map((factor) => levelQuestion(factor, day, save)))
      : null,
    question(app, date, day, save),
  ];
}

// At most one question more a day than the person chose, on good days too; which one goes round with the date.
function question(app, date, day, save) {
  const every = { never: 0, every_third_day: 3, daily: 1 }[app.wishes.questions];
  const turn = Math.floor(Date.parse(`${date}T12:00:00Z`) / 86_400_000);
  if (!every || turn % every !== 0) return null;
  const clinics = [...asked.values()].filter((each) => !app.settings.factors.includes(each.question));
  const goals = (app.mine?.goals ?? []).filter((goal) => !asked.has(goal));
  const all = [
    ...clinics.map((each) => () => (each.kind === "goal" ? goalQuestion(each.question, day, save) : levelQuestion(each.question, day, save))),
    ...goals.map((goal) => () => goalQuestion(goal, day, save)),
    () => wearingOff(day, save),
  ];
  return all[(turn / every) % all.length]();
}

function levelQuestion(factor, day, save) {
  return section(factorName(factor), row(LEVEL.map(([level, label]) => one(day, save, `exposure/${factor}/level`, level, label))));
}

function goalQuestion(goal, day, save) {
  return section(t("Your goal: {goal}", { goal: inWords(goal) }), row(GOAL.map(([level, label]) => one(day, save, `goal/${goal}/level`, level, label))));
}

function wearingOff(day, save) {
  const say = (value, label) => one(day, save, "wearing_off", value, label);
  return section(t("Do you feel the treatment wearing off?"), row(say(false, "No"), say(true, "Yes")));
}

function more(app, day, save) {
  const effects = group(day, "effect", "event");
  const add = (event) => {
    const text = event.target.value.trim();
    if (text) save({ [`effect/${newKey()}/event`]: text });
  };
  return h("details", { "data-key": "more", ...kept(app, "more") },
    h("summary", {}, t("Note, side effects")),
    h("label", {}, t("Note"), h("textarea", { rows: "3", maxlength: "2000", "data-key": "note", onchange: (event) => save({ note: event.target.value || null }) }, day.values.note ?? "")),
    h("label", {}, t("Side effect of a medicine or of the treatment"), h("input", { maxlength: "200", "data-key": "effect", onchange: add })),
    h("p", {}, h("a", { href: "#phq9" }, t("Questions by number"), " (PHQ-9)")),
    effects.map((each) => effect(each, save)),
  );
}

// What was noted, how bad it is, and taking it back; a warning sign is shown in the words of its button.
function effect({ key, event, severity }, save) {
  const flag = event.startsWith("red_flag:") ? event.slice(9) : null;
  const say = ([name, label]) => choice(t(label), severity === name, () => save({ [`effect/${key}/severity`]: severity === name ? null : name }), { "data-key": `${key}${name}` });
  return h("div", { class: "taken" },
    h("p", {}, flag ? t(SIGNS[flag] ?? flag) : event),
    flag ? null : row(SEVERITY.map(say)),
    h("button", { type: "button", class: "quiet", onclick: () => save({ [`effect/${key}/event`]: null }) }, t("Take back")));
}

function undecided(day, save) {
  const names = Object.keys(day.conflicts);
  if (!names.length) return null;
  return h("section", { class: "ask" },
    h("h2", {}, t("Two of your phones say different things. Which is right?")),
    names.map((name) => h("div", {}, h("p", {}, fieldName(name)), row(
      [...new Map(day.conflicts[name].map((each) => [JSON.stringify(each.value), each.value])).values()].map((value) =>
        choice(shown(name, value), false, () => save({ [name]: value }), { "data-key": `${name}=${value}` })),
    ))),
  );
}

export function fieldName(name) {
  const last = name.split("/").pop();
  const names = { headache: "Headache?", peak: "How bad at its worst?", minutes: "How long so far?", function: "What could you do?", note: "Note", drug: "Medicine", relieved: "Did it help?", ongoing: "Still going on" };
  const came = CAME_WITH.find(([each]) => each === last);
  if (/^(exposure|goal)\//.test(name)) return factorName(name.split("/")[1]);
  return t(came ? came[1] : names[last] ?? last);
}

export function shown(name, value) {
  const lists = { peak: PAIN, minutes: LENGTH, function: FUNCTION, level: name.startsWith("goal/") ? GOAL : LEVEL, severity: SEVERITY };
  const entry = lists[name.split("/").pop()]?.find(([each]) => each === value);
  if (value === null) return t("No answer");
  if (value === true || value === false) return value ? t("Yes") : t("No");
  return entry ? t(entry[1]) : String(value);
}

// How late the day was entered, and every correction since it closed, stay in sight.
function delay(date) {
  const written = operationsOn(date).map((each) => ({ on: each.claimed_at.slice(0, 10), corrected: each.correction }));
  const first = written.filter((each) => !each.corrected).map((each) => each.on).sort()[0];
  const late = first ? Math.round((Date.parse(first) - Date.parse(date)) / 86_400_000) : 0;
  const corrected = [...new Set(written.filter((each) => each.corrected).map((each) => each.on))].sort();
  const words = [
    late > 0 ? t(late === 1 ? "Noted 1 day later" : "Noted {n} days later", { n: late }) : null,
    ...corrected.map((on) => t("Corrected on {on}", { on: spoken(on, language, { day: "numeric", month: "long" }) })),
  ].filter(Boolean);
  return words.length ? h("p", { class: "note" }, words.join(" · ")) : null;
}

function closedNote(app, date) {
  return h("p", { class: "note" }, t("This day is closed. What you change now stays visible as a correction."), " ",
    h("button", { type: "button", onclick: () => app.correct(date) }, t("Correct this day")));
}

// Gaps are forgiven: the last days that have no answer yet, each one tap away.
function gaps(app) {
  const reach = app.wishes.rhythm === "every_third_day" ? 6 : 3;
  const first = datesKept()[0] ?? today();
  const dates = [];
  for (let back = 1; back <= reach; back += 1) dates.push(shift(today(), -back));
  const open = dates.filter((date) => date >= first && dayOn(date).values.headache === undefined && !dayOn(date).conflicts.headache);
  if (!open.length) return null;
  return section(t("Days without an answer"), open.map((date) => h("div", { class: "gap" },
    h("a", { href: `#day/${date}` }, spoken(date, language, { weekday: "long", day: "numeric" })),
    row(
      choice(t("No headache"), false, () => app.write(date, { headache: false }), { "data-key": `gap${date}` }),
      h("a", { class: "choice", href: `#day/${date}` }, t("Headache")),
    ))));
}
