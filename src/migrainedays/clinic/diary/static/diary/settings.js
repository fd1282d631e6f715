// What the person chose: language, what to be asked, which phones, and leaving.

import { choice, h, row, section } from "./dom.js";
import { FACTOR_NAMES, factorName, fieldName, shown } from "./day.js";
import { makeButton } from "./passkey.js";
import { reminder } from "./reminder.js";
import { waitingCount } from "./store.js";
import { call } from "./sync.js";
import { t } from "./words.js";

const LANGUAGES = [["en", "English"], ["fr", "Français"], ["es", "Español"]];

export function settingsScreen(app) {
  return h("div", {},
    h("h1", { tabindex: "-1" }, t("Settings")),
    section(t("Language"), row(LANGUAGES.map(([code, name]) => choice(name, app.settings.language === code, () => app.set({ language: code }), { lang: code, "data-key": code })))),
    section(t("Screen"), row([["dim", "Dark"], ["soft", "Lighter"]].map(([name, label]) => choice(t(label), app.settings.screen === name, () => app.set({ screen: name }), { "data-key": name })))),
    section(t("Ask me every day about"), row(factors(app).map((factor) => choice(factorName(factor), app.settings.factors.includes(factor), () => app.set({ factors: toggled(app.settings.factors, factor) }), { "data-key": factor }))), ownFactor(app)),
    section(t("One more question from my clinic"), row([["never", "Never"], ["every_third_day", "Every third day"], ["daily", "Every day"]].map(([value, label]) => choice(t(label), app.wishes.questions === value, () => app.wish({ questions: value }), { "data-key": `question${value}` })))),
    section(t("How often"), row(choice(t("Every day"), app.wishes.rhythm === "daily", () => app.wish({ rhythm: "daily" }), { "data-key": "daily" }), choice(t("Every third day, filling the gap"), app.wishes.rhythm === "every_third_day", () => app.wish({ rhythm: "every_third_day" }), { "data-key": "sparse" }))),
    reminder(app),
    phones(app),
    app.canPasskey ? section(t("Passkey"), makeButton(app)) : null,
    refused(app),
    section(t("Leave"), h("p", {}, t("This takes the diary off this phone. Your clinic keeps what was sent.")), leave(app)),
  );
}

const factors = (app) => [...new Set([...FACTOR_NAMES, ...(app.mine?.factors ?? []), ...app.settings.factors])];

const toggled = (list, item) => (list.includes(item) ? list.filter((each) => each !== item) : [...list, item]);

function ownFactor(app) {
  const add = (event) => {
    const name = event.target.value.trim().replaceAll("/", " ");
    if (name) app.set({ factors: [...new Set([...app.settings.factors, name])] });
  };
  return h("label", {}, t("Something of my own"), h("input", { maxlength: "40", onchange: add, "data-key": "own-factor" }));
}

function phones(app) {
  const revoke = async (id) => {
    await call(app.device, "revoke", { device: id });
    await app.refresh();
  };
  return section(t("My phones"), h("ul", {}, (app.mine?.devices ?? []).map((each) => h("li", {},
    each.name, " ", each.device === app.device.device ? t("(this one)") : h("button", { type: "button", class: "quiet", onclick: () => revoke(each.device) }, t("Stop this phone"))))));
}

// What the clinic would not take: kept here with its reason, so that it can be entered again.
function refused(app) {
  if (!app.refused.length) return null;
  return section(t("Not taken by your clinic"), h("ul", {}, app.refused.map((each) => h("li", {},
    `${each.entry?.date ?? ""} ${each.field}: ${each.reason}`,
    h("small", {}, Object.entries(each.entry?.changes ?? {}).filter(([, value]) => value !== null).map(([name, value]) => `${fieldName(name)} ${shown(name, value)}`).join(" · "))))));
}

function leave(app) {
  const waiting = waitingCount();
  const ask = waiting ? t("{n} entries were not sent yet and would be lost. Leave all the same?", { n: waiting }) : t("Take the diary off this phone?");
  return h("button", { type: "button", class: "choice", "data-key": "leave", onclick: () => confirm(ask) && app.leave() }, t("Take it off this phone"));
}
