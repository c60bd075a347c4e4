// The conversation on the page: day marks, bubbles, links, choices, the reply in the making. Draws what
// thread.items() says and touches only rows that changed, so a screen reader hears each message once.

import { draw, icon, safeAddress } from "./draw.js";

const NEAR_END_PX = 80;
const HISTORY_SETTLES_MS = 100;
const SAME_BREATH_MS = 5 * 60_000;

export class Log {
  #words;
  #on;
  #rows = new Map(); // key → {row, sign}
  #typing;
  #first = true;
  #following = true; // the visitor reads at the end; stays there when the room gets smaller or more is said

  /** `on` = {choose(choice), retry(id)} */
  constructor(words, on) {
    this.#words = words;
    this.#on = on;
    this.region = draw("div", { part: "log", class: "log", role: "log", "aria-live": "polite",
      "aria-label": words.log, tabindex: "0" });
    this.newer = draw("button", { class: "newer", type: "button", hidden: true, onclick: () => this.toEnd() },
      icon("down"), words.newMessages);
    this.region.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => { if (this.#following) this.toEnd(); }).observe(this.region);
    this.#typing = draw("div", { class: "row", "data-author": "assistant", "data-first": true, "aria-hidden": "true" },
      draw("div", { class: "bubble typing" }, draw("i"), draw("i"), draw("i")));
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.region;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#following) this.newer.hidden = true;
  }

  toEnd() {
    this.region.scrollTop = this.region.scrollHeight;
    this.#following = true;
    this.newer.hidden = true;
  }

  get #heard() {
    return this.region.querySelectorAll(".row[data-key]:not([data-author=patient])").length;
  }

  /** Old messages are not news: while a history is put in, nothing is read out and nothing is animated. */
  show(items, { history = false, typing = false, follow = false } = {}) {
    const heardBefore = this.#heard;
    if (history) this.region.setAttribute("aria-live", "off");
    this.#reconcile(this.#withDays(items), history || this.#first);
    if (typing) this.region.append(this.#typing);
    else this.#typing.remove();
    if (follow || this.#following) this.toEnd();
    else if (this.#heard > heardBefore) this.newer.hidden = false;
    if (history) setTimeout(() => this.region.setAttribute("aria-live", "polite"), HISTORY_SETTLES_MS);
    this.#first = this.#first && items.length === 0;
  }

  #withDays(items) {
    const shown = [];
    let day = null;
    items.forEach((item, index) => {
      const date = item.at ? wallTime(item.at) : null;
      if (date && date.toDateString() !== day) {
        day = date.toDateString();
        shown.push({ key: `day-${day}`, state: "day", date });
      }
      const [former, next] = [items[index - 1], items[index + 1]];
      shown.push({ ...item, first: !sameBreath(former, item), last: !sameBreath(item, next) || item.state === "failed" });
    });
    return shown;
  }

  #reconcile(items, still) {
    const wanted = new Set(items.map(({ key }) => key));
    const replyWasShown = this.#rows.has("reply") && !wanted.has("reply");
    for (const [key, { row }] of this.#rows) {
      if (!wanted.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    let place = this.region.firstChild;
    for (const item of items) {
      const row = this.#rowFor(item, still || replyWasShown);
      if (row === place) place = place.nextSibling;
      else this.region.insertBefore(row, place);
    }
  }

  #rowFor(item, still) {
    const sign = JSON.stringify(item);
    const known = this.#rows.get(item.key);
    if (known?.sign === sign) return known.row;
    if (known && item.state !== "day") this.#fill(known.row, item);
    const row = known?.row ?? (item.state === "day" ? this.#dayRow(item) : this.#newRow(item, still));
    this.#rows.set(item.key, { row, sign });
    return row;
  }

  #dayRow({ date }) {
    return draw("div", { class: "day" }, dayName(date, new Date(), this.#words));
  }

  #newRow(item, still) {
    const provisional = item.state === "provisional";
    const row = draw("div", { class: still || provisional ? "row" : "row fresh", "data-author": item.author,
      "aria-hidden": provisional ? "true" : null });
    if (!provisional) row.dataset.key = item.key;
    row.append(
      draw("div", { class: "who" }, this.#speaker(item)),
      draw("div", { class: "bubble", dir: "auto" }),
      draw("div", { class: "meta" }),
    );
    this.#fill(row, item);
    return row;
  }

  /** Bring a row up to date; the text node is left alone when the words are the same, so nothing is read twice. */
  #fill(row, item) {
    const bubble = row.querySelector(".bubble");
    const provisional = item.state === "provisional";
    if (bubble.textContent !== item.text) bubble.textContent = item.text;
    bubble.classList.toggle("provisional", provisional);
    bubble.setAttribute("part", provisional ? "provisional" : "message");
    for (const target of [row, bubble]) {
      target.dataset.author = item.author;
      target.dataset.state = item.state;
    }
    if (item.seq) bubble.dataset.seq = item.seq;
    row.toggleAttribute("data-first", item.first);
    row.toggleAttribute("data-last", item.last);
    row.querySelector(".meta").replaceChildren(...this.#meta(item));
    this.#renew(row, ".links", this.#links(item));
    this.#renew(row, ".choices", this.#choices(item));
  }

  #renew(row, selector, fresh) {
    const old = row.querySelector(selector);
    if (old && fresh) old.replaceWith(fresh);
    else if (old) old.remove();
    else if (fresh) row.append(fresh);
  }

  #speaker({ author, name }) {
    const { assistant, team, you } = this.#words;
    return { patient: you, assistant, staff: name ? `${name} · ${team}` : team }[author] ?? "";
  }

  #meta({ state, author, at, id }) {
    const { pending, failed, acked, retry } = this.#words;
    if (state === "pending") return [icon("clock"), draw("span", {}, pending)];
    if (state === "failed") {
      return [icon("alert"), draw("span", {}, failed),
        draw("button", { class: "retry", type: "button", onclick: () => this.#on.retry(id) }, retry)];
    }
    if (!at) return [];
    const time = draw("time", { datetime: at }, clockTime(at, this.#words));
    return author === "patient" ? [time, icon("check"), draw("span", { class: "unseen" }, acked)] : [time];
  }

  #links({ links = [] }) {
    const safe = links.map(({ title, url }) => ({ title, url: safeAddress(url) })).filter(({ url }) => url);
    if (!safe.length) return null;
    return draw("ul", { class: "links", "aria-label": this.#words.links }, ...safe.map(({ title, url }) => {
      const elsewhere = url.startsWith("http");
      return draw("li", {}, draw("a", { class: "link", href: url, target: elsewhere ? "_blank" : null,
        rel: elsewhere ? "noopener noreferrer" : null }, title || url, elsewhere && icon("arrow")));
    }));
  }

  #choices({ choices = [], open }) {
    if (!open || !choices.length) return null;
    return draw("div", { class: "choices", role: "group", "aria-label": this.#words.choices },
      ...choices.map((choice) => draw("button", { part: "choice", class: "choice", type: "button",
        onclick: () => this.#on.choose(choice) }, choice.title)));
  }
}

function sameBreath(one, other) {
  if (!one || !other || one.author !== other.author || one.name !== other.name) return false;
  if (!one.at || !other.at) return one.state === other.state;
  const [from, to] = [wallTime(one.at), wallTime(other.at)];
  return from.toDateString() === to.toDateString() && to - from < SAME_BREATH_MS;
}

/** The clinic's wall clock, whatever zone the reader is in: an appointment talk has one time. */
function wallTime(at) {
  return new Date(/[+-]\d\d:\d\d$/.test(at) ? at.slice(0, 19) : at);
}

function clockTime(at, { locale }) {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(wallTime(at));
}

/** "Heute", "Gestern", else the full date with its weekday. */
function dayName(date, now, { locale, today, yesterday }) {
  const daysAgo = Math.round((new Date(now).setHours(12, 0, 0, 0) - new Date(date).setHours(12, 0, 0, 0)) / 86_400_000);
  if (daysAgo === 0) return today;
  if (daysAgo === 1) return yesterday;
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year }).format(date);
}
