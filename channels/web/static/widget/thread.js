// The conversation as this browser knows it: stored events by their number, own messages on their way, and the
// reply being written. Pure data, no page and no socket. Promise: whatever order acknowledgements and events
// come in, and however often, every message is shown once and stored ones stand in the order of their numbers.

const TRIES_BEFORE_WORRY = 4;
const NOT_YET_SENT = { seq: null, acked: false, tries: 0, onWire: false };
const SKEW_THAT_MATTERS_MS = 60_000;

export class Thread {
  #events = new Map();
  #own = []; // {id, text, payload, writtenAt, seq, acked, tries, onWire}
  #keys = new Map(); // seq → the row an own message already has on the page
  #reply = null; // {turn, text}
  #skew = 0; // the clinic's clock minus ours

  constructor(unsent = []) {
    this.#own = unsent.map((message) => ({ ...message, ...NOT_YET_SENT }));
  }

  /** The highest event seen. Acknowledgements do not count: another tab's event before them may be missing. */
  get lastSeq() {
    return Math.max(0, ...this.#events.keys());
  }

  get unsent() {
    return this.#own
      .filter((message) => !message.acked)
      .map(({ id, text, payload, writtenAt }) => ({ id, text, payload, writtenAt }));
  }

  /** Is something sent and not acknowledged that is worth a new line? A message refused again and again is not. */
  get waiting() {
    return this.#own.some(({ acked, onWire, tries }) => !acked && onWire && tries < TRIES_BEFORE_WORRY);
  }

  /** Forget what is stored (we are somebody else to the server now), keep what is not yet sent. */
  reset() {
    this.#events.clear();
    this.#keys.clear();
    this.#reply = null;
    this.#own = this.#own.filter((message) => !message.acked);
    for (const message of this.#own) Object.assign(message, { seq: null, onWire: false });
  }

  write(message, now) {
    this.#own.push({ payload: null, ...message, writtenAt: now, ...NOT_YET_SENT });
  }

  /** Frames to send now, oldest first: all that is not acknowledged and not on its way over this very line. */
  framesToSend() {
    const due = this.#own.filter((message) => !message.acked && !message.onWire);
    for (const message of due) {
      message.tries += 1;
      message.onWire = true;
    }
    return due.map(({ id, text, payload }) =>
      payload === null ? { type: "message", id, text } : { type: "choice", id, payload },
    );
  }

  tryAgain(id) {
    for (const message of this.#own) if (message.id === id) Object.assign(message, { tries: 0, onWire: false });
  }

  /** The line broke: what it carried may be lost, and nobody goes on writing the reply we saw begin. */
  lineBroke() {
    this.#reply = null;
    for (const message of this.#own) message.onWire = false;
  }

  /** `at` is the clinic's time of it, which may not be this browser's. */
  acknowledge(id, seq, at) {
    const message = this.#own.find((own) => own.id === id);
    if (!message) return;
    if (message.seq !== null && message.seq !== seq) this.#keys.delete(message.seq);
    message.seq = seq;
    message.acked = true;
    message.at = at ?? message.at;
    this.#keys.set(seq, message.id);
  }

  merge(event, now = null) {
    this.#events.set(event.seq, event);
    if (event.author === "patient") this.#recognise(event);
    else this.#reply = null;
    if (now !== null) this.#learnClock(event.at, now);
  }

  /** One of ours may arrive as an event before its acknowledgement; the same words are taken to be it. */
  #recognise(event) {
    if (this.#keys.has(event.seq)) return;
    const message = this.#own.find((own) => own.onWire && own.seq === null && own.text === event.text);
    if (!message) return;
    message.seq = event.seq;
    this.#keys.set(event.seq, message.id);
  }

  #learnClock(at, now) {
    const skew = Date.parse(at) - now;
    this.#skew = Math.abs(skew) > SKEW_THAT_MATTERS_MS ? skew : 0;
  }

  /** One more piece of the reply being made. A new turn means the former was given up. */
  stream(turn, text) {
    if (this.#reply?.turn === turn) this.#reply.text += text;
    else this.#reply = { turn, text };
  }

  dropReply() {
    this.#reply = null;
  }

  unreadAfter(seq) {
    return [...this.#events.values()].filter((event) => event.author !== "patient" && event.seq > seq).length;
  }

  /** Who of the clinic spoke last: {author, name} or null. */
  get lastSpeaker() {
    const spoken = this.#stored().filter(({ author }) => author === "assistant" || author === "staff");
    return spoken.at(-1) ?? null;
  }

  #stored() {
    const unechoed = this.#own
      .filter((message) => message.seq !== null && !this.#events.has(message.seq))
      .map((message) => ({
        seq: message.seq,
        at: new Date(message.writtenAt + this.#skew).toISOString(),
        author: "patient",
        text: message.text,
      }));
    return [...this.#events.values(), ...unechoed].sort((one, other) => one.seq - other.seq);
  }

  /** Everything to show, top to bottom. `open` marks choices that still wait for an answer. */
  items() {
    const stored = this.#stored();
    const underway = this.#own.filter((message) => message.seq === null);
    const lastOwn = underway.length ? Infinity : (stored.findLast((e) => e.author === "patient")?.seq ?? 0);
    const items = stored.filter(isToBeSeen).map((event) => ({
      ...event,
      key: this.#keys.get(event.seq) ?? `event-${event.seq}`,
      state: "stored",
      open: event.seq > lastOwn,
    }));
    if (this.#reply) {
      items.push({ key: "reply", state: "provisional", author: "assistant", text: this.#reply.text });
    }
    for (const { id, text, tries } of underway) {
      items.push({ key: id, id, state: tries < TRIES_BEFORE_WORRY ? "pending" : "failed", author: "patient", text });
    }
    return items;
  }
}

function isToBeSeen({ text, choices = [], links = [] }) {
  return Boolean(text?.trim() || choices.length || links.length);
}
