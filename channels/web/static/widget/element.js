// <faden-chat>: joins the conversation (thread), the line (connection), what the browser keeps (storage) and the
// page (panel, log). A visitor who never opens the chat causes no connection and leaves nothing on the server.

import { Connection } from "./connection.js";
import { Log } from "./log.js";
import { Panel } from "./panel.js";
import { Storage } from "./storage.js";
import { chatStyle } from "./style.js";
import { Thread } from "./thread.js";
import { spokenLanguage, wordsForTrouble, wordsIn } from "./words.js";

const SERVICE_RESTART = 1012;
const ACKNOWLEDGED_WITHIN_MS = 10_000;
const TYPING_SHOWN_MS = 12_000;
const TYPING_TOLD_EVERY_MS = 3_000;
const NOTICE_MS = 4_000;
const PATIENCE_BEFORE_STATUS_MS = 900;

/** Make the element known. `settings` = {server, lang, identity} from the script tag. */
export function defineChat(settings) {
  customElements.define("faden-chat", class extends FadenChat {
    get settings() {
      return settings;
    }
  });
}

class FadenChat extends HTMLElement {
  #storage; #thread; #connection; #panel; #log; #words; #language;
  #saidHelloAs = null;
  #helloSeq = 0;
  #fromStart = false;
  #newToken = null;
  #wasLost = false;
  #typing = false;
  #typingTold = 0;
  #timers = {};

  connectedCallback() {
    if (this.#panel) return this.#resume();
    const { server, lang } = this.settings;
    const wished = this.dataset.lang || lang || document.documentElement.lang;
    this.#language = spokenLanguage(wished, ...navigator.languages);
    this.#words = wordsIn(this.#language);
    this.#storage = new Storage(server, (token) => this.#otherTabIs(token));
    this.#thread = new Thread(this.#storage.unsent);
    this.#log = new Log(this.#words, { choose: (choice) => this.#choose(choice), retry: (id) => this.#retry(id) });
    this.#panel = new Panel(this.#words, this.#language ?? "en", this.#log, {
      toggle: () => (this.isOpen ? this.close() : this.open()),
      close: () => this.close(),
      send: (text) => this.#write({ text }),
      typing: () => this.#tellTyping(),
      draft: (text) => { this.#storage.draft = text; },
    });
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [chatStyle()];
    root.append(this.#panel.frame);
    this.#connection = new Connection(server, {
      hello: () => this.#hello(), frame: (frame) => this.#receive(frame), state: (...news) => this.#lineIs(...news) });
    this.#resume();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#openFromPage);
    window.visualViewport?.removeEventListener("resize", this.#aboveKeyboard);
    this.#connection.stop();
  }

  #resume() {
    document.addEventListener("click", this.#openFromPage);
    window.visualViewport?.addEventListener("resize", this.#aboveKeyboard);
    this.#panel.draft = this.#storage.draft;
    if (this.#storage.open) this.#show(true);
    if (this.#storage.visitor || this.isOpen) this.#connection.start();
  }

  get isOpen() {
    return this.hasAttribute("open");
  }

  open() {
    this.#connection.start();
    this.#show(true);
    // A phone would raise its keyboard over the greeting; there the conversation itself takes the focus.
    (matchMedia("(pointer: coarse)").matches ? this.#log.region : this.#panel.input).focus();
  }

  close() {
    this.#show(false);
    this.#panel.launcher.focus();
  }

  /** Any link or button of the clinic's page marked data-faden-open opens the chat. */
  #openFromPage = (event) => {
    if (!event.target.closest?.("[data-faden-open]")) return;
    event.preventDefault();
    this.open();
  };

  /** A phone's keyboard covers part of the page without resizing it: keep the sheet in what can be seen. */
  #aboveKeyboard = () => {
    const { height, offsetTop } = window.visualViewport;
    const covered = Math.max(0, Math.round(window.innerHeight - height - offsetTop));
    this.#panel.frame.style.bottom = covered ? `${covered}px` : "";
    this.#panel.frame.style.top = covered ? `${Math.round(offsetTop)}px` : "";
  };

  #show(open) {
    this.toggleAttribute("open", open);
    this.#storage.open = open;
    this.#panel.showOpen(open);
    if (open) this.#log.toEnd();
    this.#draw();
  }

  #draw(how = {}) {
    this.#log.show(this.#thread.items(), { typing: this.#typing, ...how });
    if (this.isOpen && this.#thread.lastSeq) this.#storage.readUpTo = this.#thread.lastSeq;
    this.#panel.showUnread(this.#thread.unreadAfter(this.#storage.readUpTo), this.isOpen);
    this.#panel.showSpeaker(this.#thread.lastSpeaker);
  }

  #after(name, wait, act) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(act, wait);
  }

  // --- what the visitor does

  #write({ text, payload = null }) {
    this.#thread.write({ id: newId(), text, payload }, Date.now());
    this.#keepUnsent();
    this.#draw({ follow: true });
    this.#connection.hurry();
    this.#flush();
  }

  #choose({ title, payload }) {
    this.#write({ text: title, payload });
    (matchMedia("(pointer: coarse)").matches ? this.#log.region : this.#panel.input).focus();
  }

  #retry(id) {
    this.#thread.tryAgain(id);
    this.#connection.hurry();
    this.#flush();
    this.#draw();
  }

  #tellTyping() {
    if (Date.now() - this.#typingTold < TYPING_TOLD_EVERY_MS) return;
    if (this.#connection.send({ type: "typing" })) this.#typingTold = Date.now();
  }

  #keepUnsent() {
    this.#storage.unsent = this.#thread.unsent;
  }

  #flush() {
    if (this.#panel.frame.dataset.state !== "online") return;
    for (const frame of this.#thread.framesToSend()) this.#connection.send(frame);
    // Without an answer the line may be dead though it looks open: a new one, then the same message again.
    this.#after("ack", ACKNOWLEDGED_WITHIN_MS, () => {
      if (this.#thread.waiting) this.#connection.restart();
      else this.#draw();
    });
  }

  // --- what the line brings

  #hello() {
    this.#saidHelloAs = this.#storage.visitor;
    this.#helloSeq = this.#fromStart ? 0 : this.#thread.lastSeq;
    const identity = this.dataset.identity || this.settings.identity || null;
    return { type: "hello", visitor: this.#saidHelloAs, last_seq: this.#helloSeq, lang: this.#language, identity };
  }

  #lineIs(state, code) {
    this.#panel.frame.dataset.state = state;
    if (state === "online") return;
    // After a restart, or a reset of the sandbox, old numbers may mean other events: ask for everything.
    if (code === SERVICE_RESTART) this.#fromStart = true;
    this.#thread.lineBroke();
    this.#typing = false;
    this.#draw();
    const { connecting, offline, refused } = this.#words;
    if (state === "refused") this.#panel.showStatus(refused, "alert");
    else if (state === "offline") {
      this.#wasLost = true;
      this.#panel.showStatus(offline, "alert");
    } else if (!this.#wasLost) {
      this.#after("status", PATIENCE_BEFORE_STATUS_MS, () => {
        if (this.#panel.frame.dataset.state === "connecting") this.#panel.showStatus(connecting);
      });
    }
  }

  #receive(frame) {
    if (frame.type === "welcome") this.#welcome(frame);
    else if (frame.type === "ack") this.#acknowledged(frame);
    else if (frame.type === "event" && frame.event) this.#event(frame.event);
    else if (frame.type === "delta") this.#delta(frame);
    else if (frame.type === "typing") this.#showTyping();
    else if (frame.type === "error") this.#notice(wordsForTrouble(this.#words, frame.code), "alert");
  }

  #welcome({ visitor, clinic, events = [] }) {
    if (this.#strangerNow(visitor)) return;
    const history = this.#helloSeq === 0;
    if (history) this.#thread.reset();
    this.#fromStart = false;
    for (const event of events) this.#thread.merge(event);
    if (this.#thread.lastSeq < this.#storage.readUpTo) this.#storage.readUpTo = 0; // another visitor's mark
    this.#panel.showClinic(clinic ?? {});
    if (this.#wasLost) this.#notice(this.#words.back);
    else this.#panel.showStatus("");
    this.#wasLost = false;
    this.#draw({ history: history && events.length > 1 });
    this.#flush();
  }

  /** Are we not who we said? Then what we show may be another's: ask again, from the start. */
  #strangerNow(token) {
    const kept = this.#storage.visitor;
    if (kept !== this.#saidHelloAs && kept !== null) {
      this.#thread.reset(); // another tab was given a token while we asked for one: be the same visitor
    } else {
      this.#storage.visitor = token;
      if (token === this.#saidHelloAs) return false;
      this.#newToken = token;
      this.#storage.announce(token);
      this.#thread.reset();
      if (this.#helloSeq === 0) return false;
    }
    this.#connection.restart();
    return true;
  }

  /** Two tabs opened at once were each given a token: both settle on the one that sorts first. */
  #otherTabIs(token) {
    if (this.#newToken === null || token === this.#newToken) return;
    if (this.#newToken < token) {
      this.#storage.visitor = this.#newToken;
      this.#storage.announce(this.#newToken);
      return;
    }
    this.#newToken = null;
    this.#storage.visitor = token;
    this.#thread.reset();
    this.#connection.restart();
  }

  #acknowledged({ id, seq, at }) {
    this.#thread.acknowledge(id, seq, at);
    this.#keepUnsent();
    this.#draw();
  }

  #event(event) {
    this.#thread.merge(event, Date.now());
    if (event.author !== "patient") this.#typing = false;
    this.#draw();
  }

  #delta({ turn, text }) {
    this.#typing = false;
    this.#thread.stream(turn, String(text ?? ""));
    this.#draw();
    this.#after("reply", 3 * TYPING_SHOWN_MS, () => { this.#thread.dropReply(); this.#draw(); });
  }

  #showTyping() {
    this.#typing = !this.#thread.items().some(({ state }) => state === "provisional");
    this.#after("typing", TYPING_SHOWN_MS, () => { this.#typing = false; this.#draw(); });
    this.#draw();
  }

  #notice(text, tone = "calm") {
    this.#panel.showStatus(text, tone);
    this.#after("status", NOTICE_MS, () => {
      if (this.#panel.frame.dataset.state === "online") this.#panel.showStatus("");
    });
  }
}

/** A UUID; crypto.randomUUID is missing on pages without TLS, which a clinic's intranet may be. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
