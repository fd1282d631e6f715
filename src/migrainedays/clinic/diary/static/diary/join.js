// Joining: a link that works once, and a year of birth, so that a diary never lands on the wrong person's phone.

import { h } from "./dom.js";
import { openButton } from "./passkey.js";
import { call } from "./sync.js";
import { t } from "./words.js";

export function joinScreen(app, code) {
  if (app.device) return h("div", {}, h("h1", { tabindex: "-1" }, t("This phone has a diary")), h("p", {}, t("It belongs to {initials}. To join another, first take this one off in the settings.", { initials: app.device.initials })));
  const said = h("p", { role: "alert" });
  const join = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    try {
      await app.joined(await call(null, "join", { code: (code || form.get("code")).trim(), birth_year: Number(form.get("year")), name: phoneName() }));
    } catch (problem) {
      said.textContent = problem.message === "403" ? t("This link or year does not fit, or the link was used already. Ask your clinic for a new one.") : t("The clinic cannot be reached. Try again with a network.");
    }
  };
  return h("form", { onsubmit: join },
    h("h1", { tabindex: "-1" }, t("Welcome")),
    h("p", {}, t("Your clinic gave you a link or a picture with squares. It works once.")),
    code ? null : h("label", {}, t("Code from your clinic"), h("input", { name: "code", required: true, autocomplete: "off", "data-key": "code" })),
    h("label", {}, t("Your year of birth"), h("input", { name: "year", inputmode: "numeric", pattern: "[12][0-9]{3}", required: true, "data-key": "year" })),
    h("button", { class: "choice big whole" }, t("Start")),
    said,
    app.canPasskey ? openButton(app, phoneName()) : null,
    h("p", { class: "note" }, t("Nobody watches this diary. In an emergency call your local emergency number.")),
  );
}

function phoneName() {
  const agent = navigator.userAgent;
  const kind = ["iPhone", "iPad", "Android", "Windows", "Mac", "Linux"].find((each) => agent.includes(each));
  return kind ?? "Browser";
}
