// What may be an emergency, found in what was just written or tapped: at once and without a network. The words come
// with the screen's own words, from migrainedays.diary.phone.red_flags; tests hold the two searches together.

import { redFlagWords, t } from "./words.js";
import { h } from "./dom.js";

export const LONGEST_AURA = 60;

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
    h("p", {}, t("If you think of harming yourself, speak to somebody now: call 988 in the United States and Canada, 3114 in France, 024 in Spain, or 112.")),
    h("p", { class: "row" }, ["988", "3114", "024", "112"].map(call)),
    h("p", {}, t("Nobody reads this at once. Stay with somebody until you feel safe.")));
}

const call = (number) => h("a", { class: "call", href: `tel:${number}` }, number);

function emergency() {
  return h(
    "div",
    { class: "advice", role: "alert" },
    h("h2", {}, t("This may need help now")),
    h("p", {}, t("Call your emergency number now: 112 in Europe, 911 in North America.")),
    h("p", {}, t("Nobody watches this diary. Do not wait for an answer here.")),
    h("p", { class: "row" }, ["112", "911"].map(call)),
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
