// PHQ-9 by number: the sentences are on the sheet from the clinic. An answer to the ninth brings help before anything else.

import { today } from "./calendar.js";
import { choice, h, row, section } from "./dom.js";
import { dayOn } from "./entries.js";
import { advice } from "./flags.js";
import { t } from "./words.js";

export function phq9Screen(app) {
  const { values } = dayOn(today());
  const save = (name, answer) => () => app.write(today(), { [name]: values[name] === answer ? null : answer });
  const question = (n) => {
    const name = `score/phq9/${n}`;
    const answers = [0, 1, 2, 3].map((answer) => choice(String(answer), values[name] === answer, save(name, answer), { "data-key": `${n}=${answer}`, "aria-label": `${t("Question {n}", { n })}: ${answer}` }));
    return section(t("Question {n}", { n }), row(answers));
  };
  return h("div", {},
    advice(values["score/phq9/9"] > 0 ? [...new Set([...app.flags, "self_harm"])] : app.flags),
    h("h1", { tabindex: "-1" }, t("PHQ-9")),
    h("p", {}, t("Answer as on the sheet from your clinic: 0 not at all, 1 several days, 2 more than half the days, 3 nearly every day.")),
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map(question));
}
