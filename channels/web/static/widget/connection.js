// The socket to the clinic: says hello first, comes back after every break with growing, jittered pauses, and
// tells its owner what arrives. Knows frames, not the conversation. Promise: `send` after a welcome only.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const WELCOME_WITHIN_MS = 12_000;
const POLICY_VIOLATION = 1008;

/** How long to wait before the nth attempt: doubling, and never all visitors of a restarted server at once. */
export function pauseBefore(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return ceiling * (0.5 + random() / 2);
}

export class Connection {
  #url;
  #on;
  #socket = null;
  #welcomed = false;
  #attempt = 0;
  #timer = 0;

  /** `on` = {hello() → frame, frame(frame), state("connecting"|"online"|"offline"|"refused", code)} */
  constructor(url, on) {
    this.#url = url;
    this.#on = on;
    this.hurry = this.hurry.bind(this);
  }

  start() {
    if (this.#socket || this.#timer) return;
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    this.#connect();
  }

  stop() {
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.#hangUp();
  }

  /** Begin again at once: the line is silent, or we have learned who we are. */
  restart() {
    this.#hangUp();
    this.#connect();
  }

  /** Cut a pause short: the network is back, the page is looked at again, the visitor wrote something. */
  hurry() {
    if (!this.#timer || document.visibilityState === "hidden") return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  send(frame) {
    if (!this.#welcomed || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect() {
    this.#timer = 0;
    this.#on.state("connecting");
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    const impatience = setTimeout(() => socket.close(), WELCOME_WITHIN_MS);
    socket.onopen = () => socket.send(JSON.stringify(this.#on.hello()));
    socket.onmessage = ({ data }) => this.#receive(socket, data, impatience);
    socket.onclose = ({ code }) => {
      clearTimeout(impatience);
      if (socket === this.#socket) this.#lost(code);
    };
  }

  #receive(socket, data, impatience) {
    if (socket !== this.#socket) return;
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return; // not for us; the contract's frames are JSON
    }
    if (frame?.type === "welcome") {
      clearTimeout(impatience);
      this.#welcomed = true;
      this.#attempt = 0;
      this.#on.state("online");
    }
    this.#on.frame(frame);
  }

  #lost(code) {
    const refused = code === POLICY_VIOLATION && !this.#welcomed;
    this.#socket = null;
    this.#welcomed = false;
    const pause = refused ? LONGEST_PAUSE_MS : pauseBefore(this.#attempt++);
    this.#timer = setTimeout(() => this.#connect(), pause);
    this.#on.state(refused ? "refused" : "offline", code);
  }

  #hangUp() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const socket = this.#socket;
    this.#socket = null;
    this.#welcomed = false;
    socket?.close();
  }
}
