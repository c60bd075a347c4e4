// What the browser keeps: the visitor's token and the read mark for good (localStorage), whether the chat is
// open, the draft and the messages not yet acknowledged for this tab (sessionStorage). One drawer per server.
// Promise: a browser that refuses storage still chats; it only forgets. Tabs see each other's writes late, so a new
// token is also announced to the other tabs at once.

function drawer(area) {
  const fallback = new Map();
  return {
    get(key) {
      try {
        return window[area].getItem(key);
      } catch {
        return fallback.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        if (value === null) window[area].removeItem(key);
        else window[area].setItem(key, value);
      } catch {
        fallback.set(key, value);
      }
    },
  };
}

function parsedList(text) {
  try {
    const list = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

export class Storage {
  #lasting = drawer("localStorage");
  #tab = drawer("sessionStorage");
  #prefix;
  #tabs;

  /** `heard(token)` is called when another tab of this browser was given a new token. */
  constructor(server, heard) {
    this.#prefix = `faden:${new URL(server).host}:`;
    this.#tabs = new BroadcastChannel(`${this.#prefix}visitor`);
    this.#tabs.onmessage = ({ data }) => heard(String(data));
  }

  announce(token) {
    this.#tabs.postMessage(token);
  }

  get visitor() {
    return this.#lasting.get(`${this.#prefix}visitor`);
  }
  set visitor(token) {
    this.#lasting.set(`${this.#prefix}visitor`, token);
  }

  get readUpTo() {
    return Number(this.#lasting.get(`${this.#prefix}read`)) || 0;
  }
  set readUpTo(seq) {
    this.#lasting.set(`${this.#prefix}read`, String(seq));
  }

  get open() {
    return this.#tab.get(`${this.#prefix}open`) === "1";
  }
  set open(value) {
    this.#tab.set(`${this.#prefix}open`, value ? "1" : null);
  }

  get draft() {
    return this.#tab.get(`${this.#prefix}draft`) ?? "";
  }
  set draft(text) {
    this.#tab.set(`${this.#prefix}draft`, text || null);
  }

  get unsent() {
    return parsedList(this.#tab.get(`${this.#prefix}unsent`));
  }
  set unsent(messages) {
    this.#tab.set(`${this.#prefix}unsent`, messages.length ? JSON.stringify(messages) : null);
  }
}
