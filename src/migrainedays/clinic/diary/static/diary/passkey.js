// A passkey, where this phone can make one: it opens the diary again should the phone's own key be lost. Where it
// cannot, the key that was given at joining is enough.

import { choice, h } from "./dom.js";
import { call } from "./sync.js";
import { t } from "./words.js";

const { PublicKeyCredential: Credential } = globalThis;

// Only where the phone itself can ask for finger, face or code; never a second device or a stick.
export async function canMake() {
  if (!Credential?.parseCreationOptionsFromJSON) return false;
  return Credential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

async function make(device) {
  const { options, state } = await call(device, "passkey/ask", {});
  const made = await navigator.credentials.create({ publicKey: Credential.parseCreationOptionsFromJSON(options.publicKey) });
  await call(device, "passkey", { state, answer: made.toJSON() });
}

async function open(name) {
  const { options, state } = await call(null, "open/ask", {});
  const found = await navigator.credentials.get({ publicKey: Credential.parseRequestOptionsFromJSON(options.publicKey) });
  return call(null, "open", { state, answer: found.toJSON(), name });
}

// Offered once after joining, and in the settings.
export function passkeyScreen(app) {
  return h("div", {},
    h("h1", { tabindex: "-1" }, t("Keep your diary safe")),
    h("p", {}, t("A passkey opens your diary again if this phone forgets it. You use your finger, your face or the phone’s code.")),
    makeButton(app),
    h("p", {}, h("a", { class: "choice whole", href: "#", "data-key": "later" }, t("Not now"))));
}

export function makeButton(app) {
  const said = h("p", { role: "status" });
  const press = async () => {
    try {
      await make(app.device);
      await app.keptPasskey();
      said.textContent = t("The passkey is kept on this phone.");
    } catch {
      said.textContent = t("No passkey was made. Your diary works all the same.");
    }
  };
  return h("div", {}, choice(t("Make a passkey"), app.settings.passkey, press, { class: "choice big whole", "data-key": "make-passkey" }), said);
}

export function openButton(app, name) {
  const said = h("p", { role: "alert" });
  const press = async () => {
    try {
      await app.joined(await open(name), { passkey: true });
    } catch {
      said.textContent = t("No diary was opened. Ask your clinic for a new link.");
    }
  };
  return h("div", {}, h("button", { type: "button", class: "choice whole", onclick: press, "data-key": "open-again" }, t("I had my diary here before: open it with my passkey")), said);
}
