// Building blocks of the page: elements and line icons. Promise: text only ever becomes text nodes, so nothing a
// patient, a model or a server writes can turn into markup; addresses are let through by an allow list.

const SVG = "http://www.w3.org/2000/svg";
const SAFE_PROTOCOLS = new Set(["http:", "https:", "tel:", "mailto:"]);

const ICONS = {
  chat: ["M5 5.5h14a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2h-7l-4.5 3.5V17H5a2 2 0 0 1-2-2V7.5a2 2 0 0 1 2-2z", "M8 10h8M8 13h5"],
  down: ["M5 9l7 7 7-7"],
  close: ["M6 6l12 12M18 6L6 18"],
  send: ["M12 19V5M5.5 11.5L12 5l6.5 6.5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  clock: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M12 8v4.5l3 2"],
  alert: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M12 8v5M12 15.8v.2"],
  arrow: ["M8 16L16 8M9.5 8H16v6.5"],
  thread: ["M2 15.5c4.2 0 4.2-7.5 8.2-7.5s2.4 9.5 6.8 7.5c3-1.4 1.8-7.5 5-7.5"],
};

/** <tag …attributes>children</tag>; `onclick` and the like are listeners, false and null leave out. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: `icon icon-${name}` })) {
    svg.setAttribute(key, value);
  }
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** The address if it may be followed from a chat, else null. */
export function safeAddress(url) {
  try {
    const address = new URL(String(url));
    return SAFE_PROTOCOLS.has(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}
