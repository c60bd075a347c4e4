// The frame around the conversation: launcher, header, status line and the field to write in. Draws and reports
// what the visitor does; decides nothing.

import { draw, icon, safeAddress } from "./draw.js";

const LONGEST_MESSAGE = 2000;
const COUNT_FROM = 200; // characters left
const TALLEST_FIELD_PX = 140;

export class Panel {
  #words;
  #on;

  /** `on` = {toggle(), close(), send(text), typing(), draft(text)}; `log` = the Log to stand in the middle */
  constructor(words, language, log, on) {
    this.#words = words;
    this.#on = on;
    this.#drawHead();
    this.#drawField();
    this.status = draw("div", { part: "status", class: "status", role: "status" });
    this.box = draw("section", { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "title", hidden: true },
      this.head, this.status, draw("div", { class: "scroll" }, log.region, log.newer), this.foot);
    this.#drawLauncher();
    this.frame = draw("div", { class: "frame", lang: language, "data-state": "idle" }, this.box, this.launcher);
    this.frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.box.hidden) this.#on.close();
    });
  }

  #drawLauncher() {
    this.dot = draw("span", { class: "dot", "aria-hidden": "true", hidden: true });
    this.launcher = draw("button", { part: "launcher", class: "launcher", type: "button", "aria-expanded": "false",
      "aria-controls": "panel", "aria-label": this.#words.open, onclick: () => this.#on.toggle() },
      icon("chat"), icon("down"), draw("span", { class: "invite" }, this.#words.invite), this.dot);
  }

  #drawHead() {
    this.title = draw("h2", { class: "title", id: "title" }, this.#words.title);
    this.role = draw("p", { class: "role" }, this.#words.assistant);
    this.head = draw("header", { class: "head" },
      draw("span", { class: "mark", "aria-hidden": "true" }, icon("thread")),
      draw("div", { class: "names" }, this.title, this.role),
      draw("button", { class: "tool", type: "button", "aria-label": this.#words.close, onclick: () => this.#on.close() },
        icon("close")));
  }

  #drawField() {
    this.input = draw("textarea", { part: "input", class: "input", rows: "1", maxlength: LONGEST_MESSAGE, autocomplete: "off",
      "aria-label": this.#words.input, placeholder: this.#words.placeholder, enterkeyhint: "send",
      "aria-describedby": "counter" });
    this.send = draw("button", { part: "send", class: "send", type: "submit", "aria-label": this.#words.send,
      "aria-disabled": "true" }, icon("send"));
    this.counter = draw("p", { class: "counter", id: "counter", hidden: true });
    const form = draw("form", { class: "field", onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
      this.input, this.send);
    this.footnote = draw("p", { class: "footnote" }, this.#words.footnote);
    this.foot = draw("footer", { class: "foot" }, form, this.counter, this.footnote);
    this.input.addEventListener("input", () => this.#written());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
  }

  #submit() {
    const text = plainText(this.input.value);
    if (text) {
      this.draft = "";
      this.#on.draft("");
      this.#on.send(text);
    }
    this.input.focus();
  }

  #written() {
    this.#fit();
    this.#on.draft(this.input.value);
    if (this.input.value.trim()) this.#on.typing();
  }

  set draft(text) {
    this.input.value = text;
    this.#fit();
  }

  #fit() {
    const { input } = this;
    input.style.height = "auto";
    if (!this.box?.hidden) input.style.height = `${Math.min(input.scrollHeight, TALLEST_FIELD_PX)}px`;
    this.send.setAttribute("aria-disabled", String(!input.value.trim()));
    const left = LONGEST_MESSAGE - input.value.length;
    this.counter.hidden = left > COUNT_FROM;
    this.counter.textContent = this.counter.hidden ? "" : this.#words.left(left);
    this.counter.toggleAttribute("data-tight", left < 20);
  }

  showOpen(open) {
    this.box.hidden = !open;
    this.frame.toggleAttribute("data-open", open);
    this.launcher.setAttribute("aria-expanded", String(open));
    if (open) this.#fit();
  }

  showUnread(count, open) {
    const { close, openUnread, open: words } = this.#words;
    this.dot.hidden = open || count === 0;
    this.dot.textContent = count > 9 ? "9+" : String(count);
    this.launcher.setAttribute("aria-label", open ? close : count ? openUnread(count) : words);
  }

  showClinic({ name, privacy_url: privacy }) {
    if (typeof name === "string") this.title.textContent = name;
    const href = privacy && safeAddress(privacy);
    this.footnote.querySelector("a")?.remove();
    if (href) this.footnote.append(" ", draw("a", { href, target: "_blank", rel: "noopener noreferrer" }, this.#words.privacy));
  }

  showSpeaker(speaker) {
    const person = speaker?.author === "staff";
    const { assistant, answering, team } = this.#words;
    this.role.textContent = person ? answering(speaker.name || team) : assistant;
  }

  showStatus(text, tone = "calm") {
    this.status.dataset.tone = tone;
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

/** What may travel: well-formed, no control characters but line breaks, no blank ends. */
export function plainText(text) {
  const whole = text.toWellFormed?.() ?? text;
  return whole.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ").trim();
}
