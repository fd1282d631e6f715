// What was taken: one tap from the person's own list, and did it help within two hours.

import { choice, h, row, section } from "./dom.js";
import { claim, today } from "./calendar.js";
import { dayOn, group, newKey } from "./entries.js";
import { datesKept } from "./store.js";
import { t } from "./words.js";

const CLASSES = { triptan: "Triptans", ergot: "Ergot medicines", non_opioid: "Painkillers", opioid: "Opioids", combination: "Combined painkillers",
  gepant: "Gepants", ditan: "Ditans", other: "Other medicines", unrecognised: "Medicines not recognised" };

export function medicines(app, day, save) {
  const taken = group(day, "intake", "drug");
  return section(t("What did you take?"),
    row(ownList(app).map((drug) => choice(drug, taken.some((each) => each.drug === drug), () => save(intake(drug)), { "data-key": `drug${drug}` }))),
    adding(app),
    taken.map((each) => takenRow(each, save)),
    counts(app),
  );
}

function intake(drug) {
  const key = newKey();
  return { [`intake/${key}/drug`]: drug, [`intake/${key}/purpose`]: "acute", [`intake/${key}/doses`]: "1", [`intake/${key}/taken_at`]: claim() };
}

function takenRow(each, save) {
  const say = (value, label) => choice(t(label), each.relieved === value, () => save({ [`intake/${each.key}/relieved`]: each.relieved === value ? null : value }), { "data-key": `${each.key}${value}` });
  return h("div", { class: "taken" },
    h("p", {}, each.drug, each.taken_at ? h("small", {}, each.taken_at.slice(11, 16)) : null),
    h("p", {}, t("Did it help within two hours?")),
    row(say(true, "Yes"), say(false, "No"), h("button", { type: "button", class: "quiet", onclick: () => save({ [`intake/${each.key}/drug`]: null }) }, t("Take back"))),
  );
}

// The clinic's list, what was taken before, and what was added here.
export function ownList(app) {
  const before = datesKept().slice(-90).flatMap((date) => group(dayOn(date), "intake", "drug").map((each) => each.drug));
  return [...new Set([...(app.mine?.medicines ?? []).map((each) => each.drug), ...app.settings.medicines, ...before])];
}

function adding(app) {
  const add = (event) => {
    const drug = event.target.value.trim().toLowerCase();
    if (drug) app.set({ medicines: [...new Set([...app.settings.medicines, drug])] });
  };
  const field = h("label", {}, t("Add a medicine"), h("input", { maxlength: "80", onchange: add, "data-key": "add-medicine" }));
  return ownList(app).length ? h("details", { class: "small" }, h("summary", {}, t("Another medicine")), field) : field;
}

// How many days this month, by class, beside the number at which overuse is said to begin: to know, not to be scolded.
export function counts(app) {
  const month = today().slice(0, 7);
  const kinds = new Map((app.mine?.medicines ?? []).flatMap((each) => each.classes.map((name) => [name, { ...each, days: new Set() }])));
  for (const date of datesKept().filter((each) => each.startsWith(month))) {
    for (const { drug } of group(dayOn(date), "intake", "drug")) {
      for (const known of app.mine?.medicines ?? []) {
        if (known.drug === drug) known.classes.forEach((name) => kinds.get(name).days.add(date));
      }
    }
  }
  const lines = [...kinds].filter(([, kind]) => kind.days.size > 0);
  if (!lines.length) return null;
  return h("div", { class: "counts" }, lines.map(([name, kind]) => h("p", {},
    t(kind.days.size === 1 ? "{name}: 1 day this month." : "{name}: {n} days this month.", { name: t(CLASSES[name]), n: kind.days.size }), " ",
    kind.limits[name] ? t("From {limit} days a month on, medicines can themselves keep headache going. Your clinic can tell you more.", { limit: kind.limits[name] }) : null)));
}
