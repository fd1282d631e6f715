// A closer look at one view of the head map: two sites may lie nearer together than a fingertip is wide. The picture
// keeps its place and size on the page; only the part of the drawing that is seen in it changes.

export const FINGER = 44;             // CSS pixels that a fingertip, gloved or not, has to have for itself
const LEAST = 2, MOST = 6;            // times
const whole = new Map();              // picture -> the part that was seen before anybody looked closer

export const isClose = picture => whole.has(picture);
export const anyClose = () => whole.size > 0;
export const isFinger = event => (event.pointerType || (matchMedia("(pointer: coarse)").matches ? "touch" : "mouse")) !== "mouse";

// So many times that two places so many pixels apart are apart by a finger and a little more.
export const timesFor = gap => Math.min(MOST, Math.max(LEAST, 1.15 * FINGER / gap));

export function closer(picture, clientX, clientY, times) {
    const at = new DOMPoint(clientX, clientY).matrixTransform(picture.getScreenCTM().inverse());
    const { x, y, width, height } = whole.get(picture) ?? picture.viewBox.baseVal;
    if (!whole.has(picture)) whole.set(picture, { x, y, width, height });
    see(picture, at, { x, y, width, height }, width / times);
}

export function centre(picture, clientX, clientY) {
    const at = new DOMPoint(clientX, clientY).matrixTransform(picture.getScreenCTM().inverse());
    see(picture, at, whole.get(picture), picture.viewBox.baseVal.width);
}

function see(picture, at, all, width) {
    const height = width * all.height / all.width;
    const within = (middle, size, from, length) => Math.min(from + length - size, Math.max(from, middle - size / 2));
    picture.setAttribute("viewBox", [within(at.x, width, all.x, all.width), within(at.y, height, all.y, all.height), width, height].join(" "));
    picture.classList.add("is-close");
}

export function back(picture) {
    const all = whole.get(picture);
    if (!all) return;
    whole.delete(picture);
    picture.setAttribute("viewBox", [all.x, all.y, all.width, all.height].join(" "));
    picture.classList.remove("is-close");
}

export const backAll = () => [...whole.keys()].forEach(back);
