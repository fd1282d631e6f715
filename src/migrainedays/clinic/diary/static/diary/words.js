// The words of the screen in the person's language, translated by the clinic and kept on the phone.

let words = {};
export let language = document.documentElement.lang || "en";
let flags = {};

export async function loadWords(chosen) {
  language = chosen ?? language;
  document.documentElement.lang = language;
  const response = await fetch(`/diary/words/${language}.json`, { credentials: "same-origin" });
  ({ words, flags } = await response.json());
}

export function t(text, values = {}) {
  return (words[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const redFlagWords = () => flags;
