// What lies on the phone is sealed with a key that cannot be taken out of this browser.

const ALGORITHM = "AES-GCM";

export async function newKey() {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, box: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, plain) };
}

export async function open(key, { iv, box }) {
  const plain = await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, box);
  return JSON.parse(new TextDecoder().decode(plain));
}
