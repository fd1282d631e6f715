// What may be an emergency, found in what was just written or tapped: at once and without a network. The words come
// with the screen's own words, from migrainedays.diary.phone.red_flags; tests hold the two searches together.

import { redFlagWords, t } from "./words.js";
import { h } from "./dom.js";

export const LONGEST_AURA = 60;

// Whom to call, as the clinic says it; where no number is certain, none is named.
const NONE = { emergency: null, crisis: null };
let numbers = NONE;

export function useNumbers(told) {
  numbers = told ?? NONE;
}

export function callNow() {
  return numbers.emergency ? t("Call your emergency number now: {number}.", { number: numbers.emergency }) : t("Call your local emergency number now.");
}

export function flagsIn(text, phrases = redFlagWords()) {
  const sentences = text.split(/[.!?;\n]/).map(plain);
  return Object.keys(phrases).filter((flag) =>
    phrases[flag].some((phrase) => sentences.some((sentence) => says(sentence, phrase))),
  );
}

export function flagsOf(changes) {
  const found = Object.entries(changes).flatMap(([name, value]) => {
    const column = name.split("/").pop();
    if (name === "score/phq9/9" && value > 0) return ["self_harm"];
    if (column === "aura_minutes" && value > LONGEST_AURA) return ["long_aura"];
    if (!["note", "event"].includes(column) || typeof value !== "string") return [];
    return value.startsWith("red_flag:") ? [value.slice(9)] : flagsIn(value);
  });
  return [...new Set(found)];
}

// What helps now stands before everything else on the screen.
export function advice(flags) {
  return [flags.includes("self_harm") ? crisis() : null, flags.some((flag) => flag !== "self_harm") ? emergency() : null];
}

function crisis() {
  return h("div", { class: "advice", role: "alert" },
    h("h2", {}, t("You are not alone")),
    h("p", {}, t("If you think of harming yourself, speak to somebody now.")),
    numbers.crisis ? null : h("p", {}, t("A crisis line in your country or your local emergency number will listen.")),
    calls(numbers.crisis, numbers.emergency),
    h("p", {}, t("Nobody reads this at once. Stay with somebody until you feel safe.")));
}

function calls(...wanted) {
  const known = wanted.filter(Boolean);
  return known.length ? h("p", { class: "row" }, known.map((number) => h("a", { class: "call", href: `tel:${number.replaceAll(" ", "")}` }, number))) : null;
}

function emergency() {
  return h(
    "div",
    { class: "advice", role: "alert" },
    h("h2", {}, t("This may need help now")),
    h("p", {}, callNow()),
    h("p", {}, t("Nobody watches this diary. Do not wait for an answer here.")),
    calls(numbers.emergency),
  );
}

function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function says(sentence, phrase) {
  return phrase.split("+").every((part) => new RegExp(`(?<![\\p{L}\\p{N}_])${escape(part)}`, "u").test(sentence));
}

function escape(part) {
  return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
