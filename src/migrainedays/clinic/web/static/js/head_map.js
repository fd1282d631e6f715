// The head map of a session: tap or key a site, and the fields of the table below change. The fields are the only
// state, so the form is the same with and without this file; the picture is drawn again from them after each step.

import { FINGER, anyClose, back, backAll, centre, closer, isClose, isFinger, timesFor } from "./head_map_closer.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 600, HEIGHT = 700;      // of a view, in drawing units; places are kept as fractions of them
const REACH = 44 / 2;                 // half of a target that a gloved finger hits, in CSS pixels
const NUDGE = 0.005;
const form = document.querySelector("form.chart");
const part = form.querySelector("[data-map]");
const panel = part.querySelector("[data-panel]");
const said = part.querySelector("[data-said]");
const near = part.querySelector("[data-near]");
const because = part.querySelector("[data-because]");
const totalShown = form.querySelector("[data-total]");
const STEP = Number(form.dataset.step);
const views = new Map([...part.querySelectorAll("[data-view]")].map(view => [view.dataset.view, view]));
const rows = [...part.querySelectorAll("tr[data-row]")].map(readRow);
const totalBefore = totalShown.textContent;
const past = [];
let chosen = null, mode = null;

function readRow(line) {
    const field = name => line.querySelector(`[name$="-${name}"]`);
    const row = {
        number: line.dataset.row, planned: line.dataset.planned || "", words: line.dataset.words, added: "added" in line.dataset,
        units: field("units"), reason: field("reason"), place: field("place"), muscle: field("muscle"), side: field("side"),
    };
    if (!row.added) Object.assign(row, { start: placeOf(row, line.dataset.place), own: line.dataset });
    row.mark = part.querySelector(`.head-map [data-number="${row.number}"]`);
    return row;
}

function placeOf(row, text = row.place.value) {
    const [view, x, y] = text.trim().split(/\s+/);
    return views.has(view) && x !== undefined && y !== undefined ? { view, x: Number(x), y: Number(y) } : null;
}

const unitsOf = row => Number(row.units.value || 0);
const round = (number, digits) => String(Number(number.toFixed(digits)));
const named = row => row.words || `${row.muscle.selectedOptions[0]?.text}, ${row.side.selectedOptions[0]?.text}`;
const inUse = row => !row.added || row.units.value !== "";

// -- drawing ---------------------------------------------------------------------------------------------
function markOf(row) {
    if (row.mark || !row.added || !placeOf(row)) return row.mark;
    const mark = document.createElementNS(SVG, "g");
    mark.dataset.number = row.number;
    mark.innerHTML = `<circle class="site" cx="0" cy="0" r="13"/><text class="number" x="0" y="5.3">${row.number}</text>
        <text class="units-halo" x="0" y="25"></text><text class="units" x="0" y="25"></text><title></title>`;
    row.start = { view: placeOf(row).view, x: 0, y: 0 };
    row.mark = mark;
    enliven(row);
    return mark;
}

function draw(row) {
    const mark = markOf(row), place = placeOf(row);
    if (!mark) return;
    mark.toggleAttribute("hidden", !inUse(row) || !place);
    mark.style.display = inUse(row) && place ? "" : "none";
    if (!place) return;
    if (mark.parentNode !== views.get(place.view)) views.get(place.view).append(mark);
    mark.setAttribute("transform", `translate(${(place.x - row.start.x) * WIDTH} ${(place.y - row.start.y) * HEIGHT})`);
    const units = row.units.value === "" && !row.planned ? "" : round(unitsOf(row), 1);
    for (const text of mark.querySelectorAll(".units, .units-halo")) if (units !== "") text.textContent = units;
    mark.classList.toggle("is-out", row.planned !== "" && unitsOf(row) === 0);
    mark.classList.toggle("is-changed", !row.added && differs(row));
    mark.classList.toggle("is-added", row.added);
    mark.classList.toggle("is-chosen", row === chosen);
    mark.setAttribute("aria-valuenow", String(unitsOf(row)));
    mark.setAttribute("aria-valuetext", units === "" ? "not given" : `${units} U`);
    mark.setAttribute("aria-label", sentence(row));
    const title = mark.querySelector("title");
    if (title) title.textContent = sentence(row);
}

function differs(row) {
    if (row.added) return row.units.value !== "";
    const given = row.units.value === "" ? 0 : unitsOf(row);
    return given !== Number(row.planned || 0) || (given > 0 && row.place.value.trim() !== row.own.place);
}

function sentence(row) {
    const units = row.units.value === "" && !row.planned ? "not given (optional)" : `${round(unitsOf(row), 1)} U`;
    const why = differs(row) && !row.reason.value ? ", differs, no reason yet" : differs(row) ? `, differs: ${row.reason.value}` : "";
    return `Site ${row.number}: ${named(row)}, ${units}${why}`;
}

function drawAll() {
    rows.forEach(draw);
    const changed = rows.filter(differs).length;
    const total = round(rows.filter(inUse).reduce((sum, row) => sum + unitsOf(row), 0), 1);
    totalShown.textContent = changed ? `${total} U, planned ${form.dataset.planned} U; ${changed} differing` : totalBefore;
    if (chosen) said.textContent = sentence(chosen);
    because.value = chosen ? chosen.reason.value : "";
    because.disabled = !chosen;
    for (const button of panel.querySelectorAll("[aria-pressed]")) {
        button.setAttribute("aria-pressed", String(button.dataset.do === "closer" ? anyClose() : button.dataset.do === mode));
    }
    part.querySelector(".maps").classList.toggle("is-placing", mode !== null);
}

// -- what is done, each step one that can be undone ------------------------------------------------------
const fieldsOf = row => [row.units, row.reason, row.place, row.muscle, row.side].filter(Boolean);
const now = () => rows.map(row => fieldsOf(row).map(field => field.value));

function step(act) {
    const before = now();
    act();
    if (JSON.stringify(before) !== JSON.stringify(now())) past.push(before);
    drawAll();
}

function undo() {
    const before = past.pop();
    if (before) rows.forEach((row, n) => fieldsOf(row).forEach((field, m) => { field.value = before[n][m]; }));
    if (chosen && !inUse(chosen)) chosen = null;
    drawAll();
}

function choose(row, focus = true) {
    chosen = row;
    near.hidden = true;
    follow(row);
    drawAll();
    for (const other of rows) other.mark?.setAttribute("tabindex", other === row ? "0" : "-1");
    if (focus) row.mark?.focus();
    clearOfPanel(row);
}

function clearOfPanel(row) {  // the tools lie over the map; what they would cover is brought beside them
    if (!row.mark || row.mark.style.display === "none") return;
    const { clientY } = middleOf(row), { top, bottom } = panel.getBoundingClientRect();
    if (clientY < top - FINGER || clientY > bottom + FINGER) return;
    const above = getComputedStyle(panel).top === "auto";
    window.scrollBy(0, above ? clientY - top + 2 * FINGER : clientY - bottom - 2 * FINGER);
}

const change = by => step(() => {
    const from = chosen.units.value === "" && !chosen.planned ? 0 : unitsOf(chosen);
    chosen.units.value = round(Math.max(0, from + by), 1);
});
const leaveOut = () => step(() => { chosen.units.value = chosen.planned === "" ? "" : "0"; });

function put(row, view, x, y) {
    const inside = value => Math.min(1, Math.max(0, value));
    row.place.value = `${view} ${round(inside(x), 3)} ${round(inside(y), 3)}`;
}

function add(view, x, y, muscle, side) {
    const free = rows.find(row => row.added && row.units.value === "");
    if (!free) { said.textContent = "No row is free for another point."; return; }
    step(() => {
        free.muscle.value = muscle;
        free.side.value = side;
        free.units.value = round(STEP, 1);
        put(free, view, x, y);
    });
    choose(free);
}

function addBeside() {
    const place = placeOf(chosen);
    const { muscle, side } = chosen.own || { muscle: chosen.muscle.value, side: chosen.side.value };
    add(place.view, place.x + 0.03, place.y, muscle, side);
}

// -- the other side --------------------------------------------------------------------------------------
const OTHER = { left: "right", right: "left" };
const muscleOf = row => row.own ? row.own.muscle : row.muscle.value;
const sideOf = row => row.own ? row.own.side : row.side.value;
const mirroredPlace = ({ view, x, y }) => ({ view: OTHER[view] ?? view, x: 1 - x, y });

function twinOf(row) {
    const side = OTHER[sideOf(row)], muscle = muscleOf(row);
    const facing = rows.filter(other => other.added === row.added && muscleOf(other) === muscle && sideOf(other) === side);
    if (!row.added) return facing.find(other => other.own.site === row.own.site) ?? free();
    const lies = placeOf(row) && mirroredPlace(placeOf(row));
    const there = facing.filter(inUse).find(other => {
        const place = placeOf(other);
        return lies && place?.view === lies.view && Math.hypot(place.x - lies.x, place.y - lies.y) < 0.0015;
    });
    return there ?? free();
}

const free = () => rows.find(row => row.added && row.units.value === "");

function copyOver(row) {
    const other = twinOf(row), side = OTHER[sideOf(row)];
    if (!other) return false;
    if (other.added) {
        other.muscle.value = muscleOf(row);
        other.side.value = side;
    }
    other.units.value = row.units.value;
    other.reason.value = row.reason.value;
    const asPlanned = row.own && other.own && row.place.value.trim() === row.own.place;
    const lies = placeOf(row) && mirroredPlace(placeOf(row));
    if (asPlanned) other.place.value = other.own.place;
    else if (lies) put(other, lies.view, lies.x, lies.y);
    return true;
}

function mirror(copied) {
    if (!OTHER[sideOf(chosen)]) { said.textContent = "A point on the midline has no other side."; return; }
    const side = OTHER[sideOf(chosen)].toUpperCase();
    let whole = true;
    step(() => { whole = copied().map(copyOver).every(Boolean); });
    said.textContent = whole ? `Mirrored to the patient's ${side}.` : `Mirrored to the patient's ${side} as far as rows are free.`;
}

function sideOfChosen() {
    const side = sideOf(chosen), own = rows.filter(row => inUse(row) && sideOf(row) === side);
    for (const row of rows) {  // the other side becomes the image of this one: what was added there goes
        if (row.added && inUse(row) && sideOf(row) === OTHER[side]) for (const field of [row.units, row.reason]) field.value = "";
    }
    return own;
}

const DO = {
    mirror: () => chosen && mirror(() => [chosen]),
    mirrorSide: () => chosen && mirror(sideOfChosen),
    next: () => walk(1),
    less: () => chosen && change(-STEP),
    more: () => chosen && change(STEP),
    out: () => chosen && leaveOut(),
    move: () => { mode = mode === "move" ? null : "move"; drawAll(); },
    add: () => { mode = mode === "add" ? null : "add"; drawAll(); },
    closer: () => { if (anyClose()) backAll(); else if (chosen) lookAt(chosen); else said.textContent = "Choose a site first."; drawAll(); },
    undo,
};

// -- tapping ---------------------------------------------------------------------------------------------
function pointIn(view, event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.getScreenCTM().inverse());
    return { x: at.x / WIDTH, y: at.y / HEIGHT };
}

function middleOf(row) {
    const box = row.mark.querySelector("circle:not(.was)").getBoundingClientRect();
    return { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
}

const apart = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
const onPicture = () => rows.filter(row => row.mark && row.mark.style.display !== "none");

// The sites about a tap, the nearest first; none where not even the nearest was meant.
function about(event) {
    const found = onPicture().map(row => ({ row, away: apart(event, middleOf(row)) })).sort((a, b) => a.away - b.away);
    return found.length && found[0].away <= REACH ? found.filter(each => each.away <= FINGER).map(each => each.row) : [];
}

// -- a closer look, where a finger covers more than one site -----------------------------------------------
function leastGap(view) {
    const places = onPicture().filter(row => row.mark.parentNode === view).map(middleOf);
    const gaps = places.flatMap((one, n) => places.slice(n + 1).map(other => apart(one, other)));
    return Math.min(FINGER, ...gaps);
}

function look(view, at) {
    backAll();
    closer(view.ownerSVGElement, at.clientX, at.clientY, timesFor(leastGap(view)));
}

function lookAt(row) {
    look(row.mark.parentNode, middleOf(row));
    said.textContent = `Enlarged around site ${row.number}.`;
}

function follow(row) {  // what is chosen is seen, also by who goes from site to site by keys
    const picture = row.mark?.ownerSVGElement;
    for (const view of views.values()) if (view.ownerSVGElement !== picture) back(view.ownerSVGElement);
    if (!picture || !isClose(picture)) return;
    const { clientX, clientY } = middleOf(row), box = picture.getBoundingClientRect();
    if (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom) centre(picture, clientX, clientY);
}

function offer(found) {
    near.replaceChildren(...found.map(row => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", className: "second", textContent: sentence(row) });
        button.addEventListener("click", () => choose(row));
        return button;
    }));
    near.hidden = found.length < 2;
}

// A finger on a picture too small for it: the first tap brings the place closer, the next one means what it hits.
function comesCloser(view, event) {
    const picture = view.ownerSVGElement;
    if (!isFinger(event) || isClose(picture)) return false;
    const found = about(event), small = view.getScreenCTM().a < 1;
    if (mode === null ? found.length < 2 : !small) return false;
    look(view, event);
    drawAll();
    offer(mode === null ? found : []);
    said.textContent = mode === null ? `${found.length} sites lie close together: tap one in the enlarged picture, or choose it here.` : "Enlarged: tap the exact place.";
    return true;
}

function tap(view, event) {
    const { x, y } = pointIn(view, event);
    if (x < 0 || x > 1 || y < 0 || y > 1 || comesCloser(view, event)) return;
    if (mode === "move" && chosen) {
        step(() => put(chosen, view.dataset.view, x, y));
        mode = null;
        drawAll();
    } else if (mode === "add") {
        const under = document.elementsFromPoint(event.clientX, event.clientY).find(found => found.classList.contains("muscle"));
        if (!under) { said.textContent = "Tap inside a muscle."; return; }
        mode = null;
        add(view.dataset.view, x, y, under.dataset.muscle, under.dataset.side);
    } else {
        const [row] = about(event);
        if (row) choose(row);
        else near.hidden = true;
    }
}

// -- keys ------------------------------------------------------------------------------------------------
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function walk(by) {
    const seen = onPicture();
    choose(seen[(seen.indexOf(chosen) + by + seen.length) % seen.length]);
}

function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && mode === "move") {
        const place = placeOf(chosen), far = event.shiftKey ? 4 : 1;
        step(() => put(chosen, place.view, place.x + arrow[0] * NUDGE * far, place.y + arrow[1] * NUDGE * far));
    } else if (arrow) walk(arrow[0] + arrow[1]);
    else if (event.key === "+" || event.key === "=") change(STEP);
    else if (event.key === "-") change(-STEP);
    else if (event.key === "0" || event.key === "Delete") leaveOut();
    else if (event.key === "m") DO.move();
    else if (event.key === "a") addBeside();
    else if (event.key === "r") DO.mirror();
    else if (event.key === "R") DO.mirrorSide();
    else if (event.key === "u") undo();
    else if (event.key === "z") DO.closer();
    else if (event.key === "Escape") { mode = null; backAll(); drawAll(); } else return;
    event.preventDefault();
}

// -- beginning -------------------------------------------------------------------------------------------
function enliven(row) {
    row.mark.classList.add("can");
    row.mark.setAttribute("role", "spinbutton");
    row.mark.setAttribute("tabindex", "-1");
    row.mark.addEventListener("focus", () => row !== chosen && choose(row, false));
    row.mark.addEventListener("keydown", key);
}

for (const row of rows) {
    if (row.mark) enliven(row);
    for (const field of fieldsOf(row)) field.addEventListener("change", drawAll);
}
for (const view of views.values()) view.ownerSVGElement.addEventListener("click", event => tap(view, event));
panel.addEventListener("click", event => DO[event.target.dataset?.do]?.());
because.addEventListener("input", () => { if (chosen) { chosen.reason.value = because.value; draw(chosen); } });
panel.hidden = false;
rows[0].mark?.setAttribute("tabindex", "0");
drawAll();
