// Elements made by hand: text is always text, so that nothing a person wrote can ever become a script.

export function h(tag, attributes = {}, ...children) {
  const element = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A large button that says whether it is chosen; pressing a chosen one takes the answer back.
export function choice(label, chosen, onclick, attributes = {}) {
  return h(
    "button",
    { type: "button", class: "choice", "aria-pressed": String(Boolean(chosen)), onclick, ...attributes },
    h("span", { class: "tick", "aria-hidden": "true" }, chosen ? "✓" : ""),
    label,
  );
}

export function section(title, ...children) {
  return h("section", {}, h("h2", {}, title), ...children);
}

export function row(...children) {
  return h("div", { class: "row" }, ...children);
}

// Put a screen in place and leave the eye and the keyboard where they were.
export function show(place, screen) {
  const focused = document.activeElement?.dataset?.key;
  const top = scrollY;
  place.replaceChildren(screen);
  if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  scrollTo(0, top);
}

// A file that the person takes along.
export function hand(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
