// Warning signs: the advice is on the phone, at once, with or without a network.

import { choice, h } from "./dom.js";
import { advice } from "./flags.js";
import { newKey } from "./entries.js";
import { today } from "./calendar.js";
import { t } from "./words.js";

const SIGNS = [
  ["swallowing", "Trouble swallowing"], ["speaking", "Trouble speaking"], ["breathing", "Trouble breathing"],
  ["thunderclap", "A sudden headache, the worst of your life"], ["weakness", "New weakness of the face, an arm or a leg"],
  ["long_aura", "Seeing, feeling or speech disturbed for over an hour"],
];

export function helpScreen(app) {
  const note = (flag) => app.write(today(), { [`effect/${newKey()}/event`]: `red_flag:${flag}` });
  return h("div", {},
    h("h1", { tabindex: "-1" }, t("Warning signs")),
    advice(app.flags),
    h("p", {}, t("Nobody watches this diary. With one of these signs, call your emergency number now: 112 in Europe, 911 in North America.")),
    h("p", {}, t("You may tap what you have; it is noted for your clinic and is no call for help.")),
    h("div", { class: "stack" }, SIGNS.map(([flag, label]) => choice(t(label), app.flags.includes(flag), () => note(flag), { "data-key": flag }))),
  );
}
