// Where it hurts: a small head from the front and from behind, each part a switch for finger, keyboard and voice.

import { h, section } from "./dom.js";
import { t } from "./words.js";

// x, y, width, height on a head of 100 by 120; seen from the front, the person's right is on the left.
const FRONT = [
  ["vertex_right", 26, 4, 16, 18], ["vertex_middle", 43, 2, 14, 20], ["vertex_left", 58, 4, 16, 18],
  ["front_right", 22, 24, 20, 26], ["front_middle", 43, 24, 14, 26], ["front_left", 58, 24, 20, 26],
  ["temple_right", 8, 34, 13, 34], ["temple_left", 79, 34, 13, 34],
];
const BACK = [
  ["back_left", 18, 26, 24, 42], ["back_middle", 43, 26, 14, 42], ["back_right", 58, 26, 24, 42],
  ["neck_left", 28, 78, 14, 30], ["neck_middle", 43, 78, 14, 30], ["neck_right", 58, 78, 14, 30],
];
const PLACES = { vertex: "Top", front: "Forehead", temple: "Temple", back: "Back of the head", neck: "Neck" };
const SIDES = { left: "left", right: "right", middle: "middle" };

export function head(day, save) {
  const areas = day.values.pain_areas ?? [];
  const toggle = (area) => save({ pain_areas: areas.includes(area) ? areas.filter((each) => each !== area) : [...areas, area].sort() });
  const view = (name, parts) => h("figure", {}, picture(parts, areas, toggle), h("figcaption", {}, t(name)));
  return section(t("Where does it hurt?"), h("div", { class: "heads" }, view("From the front", FRONT), view("From behind", BACK)),
    h("p", { class: "said" }, areas.length ? areas.map(areaName).join(", ") : t("Tap where it hurts.")));
}

function areaName(area) {
  const [place, side] = area.split("_");
  return `${t(PLACES[place])} (${t(SIDES[side])})`;
}

function picture(parts, areas, toggle) {
  const part = ([area, x, y, width, height]) => {
    const on = areas.includes(area);
    const press = (event) => {
      if (event.type === "keydown" && ![" ", "Enter"].includes(event.key)) return;
      event.preventDefault();
      toggle(area);
    };
    return h("svg:g", { role: "switch", tabindex: "0", "aria-checked": String(on), "aria-label": areaName(area), "data-key": area, onclick: press, onkeydown: press },
      h("svg:rect", { x, y, width, height, rx: "5", class: on ? "part on" : "part" }),
      on ? h("svg:text", { x: x + width / 2, y: y + height / 2 + 4, "text-anchor": "middle" }, "✕") : null);
  };
  return h("svg:svg", { viewBox: "0 0 100 120", role: "group", "aria-label": t("Head") },
    h("svg:path", { class: "outline", d: "M50 1C78 1 92 22 92 50c0 20-9 32-18 39v30H26V89C17 82 8 70 8 50 8 22 22 1 50 1Z" }),
    parts.map(part));
}
