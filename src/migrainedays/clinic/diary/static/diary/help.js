// Warning signs: the advice is on the phone, at once, with or without a network.

import { choice, h } from "./dom.js";
import { advice, callNow } from "./flags.js";
import { newKey } from "./entries.js";
import { SIGNS } from "./signs.js";
import { today } from "./calendar.js";
import { t } from "./words.js";

export function helpScreen(app) {
  const note = (flag) => app.write(today(), { [`effect/${newKey()}/event`]: `red_flag:${flag}` });
  return h("div", {},
    h("h1", { tabindex: "-1" }, t("Warning signs")),
    advice(app.flags),
    h("p", {}, t("Nobody watches this diary. If you have one of these signs, do not wait."), " ", h("b", {}, callNow())),
    h("p", {}, t("You may tap what you have; it is noted for your clinic and is no call for help.")),
    h("div", { class: "stack" }, Object.entries(SIGNS).map(([flag, label]) => choice(t(label), app.flags.includes(flag), () => note(flag), { "data-key": flag }))),
  );
}
