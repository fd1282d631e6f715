// Where it hurts: a small head from the front and from behind, each part a switch for finger, keyboard and voice.

import { h, section } from "./dom.js";
import { t } from "./words.js";

// x, y, width, height on a head of 100 by 120; seen from the front, the person's right is on the left.
const FRONT = [
  ["vertex_right", 8, 0, 30, 24], ["vertex_middle", 38, 0, 24, 24], ["vertex_left", 62, 0, 30, 24],
  ["front_right", 24, 24, 14, 26], ["front_middle", 38, 24, 24, 26], ["front_left", 62, 24, 14, 26],
  ["temple_right", 8, 24, 16, 44], ["temple_left", 76, 24, 16, 44],
];
const BACK = [
  ["back_left", 8, 24, 30, 52], ["back_middle", 38, 24, 24, 52], ["back_right", 62, 24, 30, 52],
  ["neck_left", 8, 76, 30, 44], ["neck_middle", 38, 76, 24, 44], ["neck_right", 62, 76, 30, 44],
];
const OUTLINE = "M50 2C76 2 88 20 88 46c0 8-1 14-3 20-3 10-9 17-15 22v30H30V88c-6-5-12-12-15-22-2-6-3-12-3-20C12 20 24 2 50 2Z";
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
      h("svg:rect", { x, y, width, height, class: on ? "part on" : "part", "clip-path": "url(#head-outline)" }),
      on ? h("svg:text", { x: x + width / 2, y: y + height / 2 + 4, "text-anchor": "middle" }, "✕") : null);
  };
  return h("svg:svg", { viewBox: "0 0 100 120", role: "group", "aria-label": t("Head") },
    h("svg:clipPath", { id: "head-outline" }, h("svg:path", { d: OUTLINE })),
    parts.map(part),
    h("svg:path", { class: "outline", d: OUTLINE }));
}
