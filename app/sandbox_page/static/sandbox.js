// The sandbox page: sets the clinic's clock, shows the outbox, opens the patient's chat beside the reception's
// screen. It keeps no state of its own; what it shows comes from /sandbox/…, its words from the page.

const words = JSON.parse(document.body.dataset.words);
const { zone } = document.body.dataset;
const locale = document.documentElement.lang === "de" ? "de-DE" : "en-GB";
const STORY_BEGINS = "2024-10-15T22:00:00+01:00"; // Tuesday evening in London
const HOUR_SECONDS = 3600;
const MORNING_HOUR = 8;
const LOOK_EVERY_MS = 4000;
const find = (id) => document.getElementById(id);
const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);

// --- talking to the server

class Refused extends Error {
  constructor(code, reason) {
    super(reason);
    this.code = code;
  }
}

async function call(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/sandbox/${path}`, {
      method, headers: body && { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
  } catch {
    throw new Refused("offline", "");
  }
  if (answer.ok) return answer.json();
  const { error } = await answer.json().catch(() => ({}));
  throw new Refused(error?.code ?? "fault", error?.message ?? `HTTP ${answer.status}`);
}

function tell(text, tone = "calm") {
  find("news").dataset.tone = tone;
  if (find("news").textContent !== text) find("news").textContent = text; // else it would be read out again
}

let lost = false; // the server has not answered the last call

function tellFault(fault) {
  lost = fault.code === "offline";
  tell(words[`error.${fault.code}`] ?? say("fault", { reason: fault.message }), "alert");
}

// --- the clock

let ahead = 0; // milliseconds the clinic's clock is ahead of this browser's
let known = false;
const now = () => new Date(Date.now() + ahead);
const inZone = (options) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
const handsForm = inZone({ hour: "2-digit", minute: "2-digit" });
const dayForm = inZone({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const momentForm = inZone({ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
const partsForm = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit",
  day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The clinic's wall clock at an instant, as if it were UTC: a plain number to reckon with. */
function wallOf(instant) {
  const part = Object.fromEntries(partsForm.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

/** The instant a wall clock shows that time. Twice, because the offset may change on the way (summer time). */
function instantOf(wall) {
  let instant = wall;
  for (let round = 0; round < 2; round += 1) instant = wall - (wallOf(new Date(instant)) - Math.floor(instant / 1000) * 1000);
  return new Date(instant);
}

function nextMorning() {
  const wall = new Date(wallOf(now()));
  if (wall.getUTCHours() >= MORNING_HOUR) wall.setUTCDate(wall.getUTCDate() + 1);
  wall.setUTCHours(MORNING_HOUR, 0, 0, 0);
  return instantOf(wall.getTime());
}

function skyAt(hour) {
  if (hour < 6 || hour >= 21) return "night";
  if (hour < 10) return "morning";
  return hour < 18 ? "day" : "evening";
}

function drawClock() {
  if (!known) return;
  const wall = new Date(wallOf(now()));
  find("hands").textContent = handsForm.format(now());
  find("seconds").textContent = String(wall.getUTCSeconds()).padStart(2, "0");
  find("now").dateTime = now().toISOString();
  find("today").textContent = dayForm.format(now());
  document.querySelector(".sky").dataset.sky = skyAt(wall.getUTCHours());
}

function clockIs({ now: text }) {
  ahead = new Date(text).getTime() - Date.now();
  known = true;
  drawClock();
}

const steps = {
  hour: () => call("PUT", "clock", { advance_seconds: HOUR_SECONDS }),
  morning: () => call("PUT", "clock", { now: nextMorning().toISOString() }),
  story: () => call("POST", "reset", { now: STORY_BEGINS }),
  set: () => {
    const wall = Date.parse(`${find("when").value}Z`);
    if (Number.isNaN(wall)) throw new Refused("invalid", "");
    return call("PUT", "clock", { now: instantOf(wall).toISOString() });
  },
};

async function take(step) {
  const buttons = document.querySelectorAll(".sky button");
  if (document.body.ariaBusy === "true") return;
  document.body.ariaBusy = "true";
  for (const button of buttons) button.ariaDisabled = "true";
  tell(words.busy);
  try {
    clockIs(await steps[step]());
    if (step === "story") posted = 0;
    tell(say(step === "story" ? "fresh" : "set", { now: momentForm.format(now()) }));
    proposeTime();
    refreshScreen();
    await look();
  } catch (fault) {
    tellFault(fault);
  } finally {
    document.body.ariaBusy = "false";
    for (const button of buttons) button.ariaDisabled = "false";
  }
}

/** The field begins at the clinic's own time, so that a small change is a small change. */
function proposeTime() {
  find("when").value = new Date(wallOf(now())).toISOString().slice(0, 16);
}

// --- the outbox

let posted = null; // how many messages the list shows; null before the first look
let shown = "";

function made(tag, attributes, ...children) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function titles(label, items) {
  if (items.length === 0) return null;
  const list = made("ul", { className: "titles" }, ...items.map((item) => made("li", {}, item)));
  list.setAttribute("aria-label", label);
  return list;
}

function linkTo({ title, url }) {
  if (!/^(https?|tel|mailto|geo):/i.test(url)) return title;
  return made("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title);
}

function message({ channel, to, body, buttons, links, template, status, at }) {
  const head = made("p", { className: "letter-head" },
    made("strong", {}, words[`channel.${channel}`] ?? channel), " ", say("to", { address: to }), " ",
    made("time", { dateTime: at }, momentForm.format(new Date(at))));
  const state = made("span", { className: "chip" }, words[`status.${status}`] ?? status);
  state.dataset.status = status;
  const foot = made("p", { className: "quiet" }, state, template ? ` ${say("template", { name: template })}` : "");
  return made("li", { className: "letter" }, head, made("p", { className: "said" }, body),
    titles(words.buttons, buttons.map(({ title }) => title)), titles(words.links, links.map(linkTo)), foot);
}

function drawOutbox(messages) {
  const news = JSON.stringify(messages);
  if (news !== shown) find("outbox").replaceChildren(...messages.toReversed().map(message));
  shown = news;
  find("count").textContent = String(messages.length);
  find("outbox-empty").hidden = messages.length > 0;
  const fresh = posted === null ? 0 : messages.length - posted;
  posted = messages.length;
  if (fresh > 0) tell(fresh === 1 ? words.sent_one : say("sent_more", { count: fresh }));
}

// --- looking again and again

async function look() {
  drawOutbox(await call("GET", "outbox"));
  clockIs(await call("GET", "clock"));
  if (lost) tell(words.back);
  lost = false;
}

async function lookAgain() {
  if (!document.hidden && document.body.ariaBusy !== "true") {
    try {
      await look();
    } catch (fault) {
      if (!lost) tellFault(fault);
    }
  }
  setTimeout(lookAgain, LOOK_EVERY_MS);
}

function refreshScreen() {
  if (!find("screen").offsetParent) return; // on a phone there is only the link
  const { location } = find("screen").contentWindow;
  if (location.pathname === "/staff/login") location.replace("/staff"); // a refused sign-in must not be sent again
  else location.reload();
}

// --- the beginning

for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => take(button.dataset.step));
find("set-clock").addEventListener("submit", (event) => {
  event.preventDefault();
  take("set");
});
find("refresh").addEventListener("click", refreshScreen);

const chatLoaded = customElements.whenDefined("faden-chat");
const patience = new Promise((_, tooLong) => { setTimeout(tooLong, 10_000); });
Promise.race([chatLoaded, patience]).then(() => {
  // On a phone the open chat covers the page, as it should; there the patient opens it.
  if (matchMedia("(min-width: 861px)").matches) document.querySelector("faden-chat").open();
}, () => tell(words.no_chat, "alert"));

setInterval(drawClock, 1000);
await lookAgain();
if (known) proposeTime();
