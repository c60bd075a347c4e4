// How the chat looks: one constructable stylesheet for the shadow root (no style attributes, so a strict
// content security policy holds). A host page may set --faden-accent, --faden-on-accent and --faden-bottom.
// Every text/background pair here is at least 4.5:1 in both schemes; the browser test measures them.

const CSS = `
:host { all: initial; --accent: var(--faden-accent, #0d5c63); --on-accent: var(--faden-on-accent, #ffffff);
  --ground: #ffffff; --raised: #eef3f2; --line: #d5dfdd; --ink: #16282b; --quiet: #51656a;
  --own: #0d5c63; --on-own: #ffffff; --alert: #a1341d; --alert-ground: #fdf0ec; --calm-ground: #eaf4f1;
  --shadow: 0 1px 2px rgb(16 40 43 / .08), 0 18px 48px -8px rgb(16 40 43 / .28);
  position: fixed; inset: auto max(20px, env(safe-area-inset-right)) var(--faden-bottom, 20px) auto;
  z-index: 2147483000; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :host { --accent: var(--faden-accent-dark, #6fcac4);
  --on-accent: var(--faden-on-accent-dark, #05201f); --ground: #121b1e; --raised: #1e2b2f; --line: #33454a;
  --ink: #e7efee; --quiet: #a3b7ba; --own: #1b5f64; --on-own: #f2fbfa; --alert: #ffb4a1;
  --alert-ground: #3a211b; --calm-ground: #17302f;
  --shadow: 0 0 0 1px #33454a, 0 18px 48px -8px rgb(0 0 0 / .6); } }
*, *::before, *::after { box-sizing: border-box; margin: 0; padding: 0; }
[hidden] { display: none !important; }
.frame { font: 400 15px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans",
  "Liberation Sans", Arial, sans-serif; color: var(--ink); text-align: start;
  -webkit-font-smoothing: antialiased; -webkit-text-size-adjust: 100%;
  display: flex; flex-direction: column; align-items: flex-end; gap: 14px; }
button, textarea, a { font: inherit; color: inherit; }
button { border: 0; background: none; cursor: pointer; -webkit-tap-highlight-color: transparent; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.icon { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round; flex: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher { position: relative; display: flex; align-items: center; gap: 10px; min-height: 56px; padding: 0 22px 0 18px;
  border-radius: 28px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  box-shadow: 0 1px 2px rgb(16 40 43 / .2), 0 10px 28px -6px rgb(16 40 43 / .45); transition: transform .18s ease; }
.launcher:hover { transform: translateY(-2px); }
.launcher:focus-visible { outline-offset: 3px; }
.launcher[aria-expanded=true] { width: 56px; padding: 0; justify-content: center; }
.launcher[aria-expanded=true] :is(.icon-chat, .invite), .launcher[aria-expanded=false] .icon-down { display: none; }
.dot { position: absolute; top: -4px; right: -2px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
  background: #b3361b; color: #fff; border: 2px solid var(--ground); font-size: 12px; line-height: 18px; text-align: center; }

.panel { position: relative; display: flex; flex-direction: column; width: 392px; height: min(640px, calc(100vh - 130px));
  height: min(640px, calc(100dvh - 130px)); min-height: 280px; background: var(--ground); border-radius: 20px;
  box-shadow: var(--shadow); overflow: hidden; animation: rise .22s cubic-bezier(.2, .8, .3, 1); }
@keyframes rise { from { opacity: 0; transform: translateY(14px) scale(.985); } }

.head { display: flex; align-items: center; gap: 12px; padding: 14px 12px 14px 16px; border-bottom: 1px solid var(--line); }
.mark .icon { width: 28px; height: 28px; stroke-width: 2; }
.mark { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 13px;
  background: var(--accent); color: var(--on-accent); flex: none; }
.names { flex: 1; min-width: 0; }
.title { font-size: 16px; font-weight: 650; line-height: 1.25; letter-spacing: -.005em; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
.role { display: flex; align-items: center; gap: 7px; font-size: 13px; line-height: 1.4; color: var(--quiet); }
.role::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--line); flex: none; }
.frame[data-state=online] .role::before { background: #2f9e6b; }
.frame[data-state=offline] .role::before, .frame[data-state=refused] .role::before { background: #c8803a; }
.tool { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 12px; color: var(--quiet); }
.tool:hover { background: var(--raised); color: var(--ink); }
.status { font-size: 13px; line-height: 1.4; padding: 9px 16px; background: var(--calm-ground); color: var(--ink); }
.status:empty { padding: 0; }
.status[data-tone=alert] { background: var(--alert-ground); color: var(--alert); }

.scroll { position: relative; flex: 1; min-height: 0; display: flex; }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px 16px 20px; scrollbar-width: thin;
  scrollbar-color: var(--line) transparent; display: flex; flex-direction: column; }
.log:focus-visible { outline-offset: -3px; }
.log > :first-child { margin-top: auto; }
.day { align-self: center; margin: 14px 0 10px; font-size: 12px; color: var(--quiet); }
.row { display: flex; flex-direction: column; align-items: flex-start; max-width: 86%; margin-top: 4px; }
.row[data-first] { margin-top: 14px; }
.row.fresh { animation: appear .2s ease-out; }
@keyframes appear { from { opacity: 0; transform: translateY(6px); } }
.row[data-author=patient] { align-self: flex-end; align-items: flex-end; }
.row[data-author=system] { align-self: center; align-items: center; max-width: 94%; }
.who { font-size: 12px; color: var(--quiet); margin: 0 0 4px 4px; }
.row:not([data-first]) .who, .row:is([data-author=patient], [data-author=system]) .who { position: absolute; width: 1px;
  height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bubble { padding: 9px 14px; border-radius: 18px; background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
.row:not([data-author=patient]) .bubble { border-bottom-left-radius: 6px; }
.row[data-author=staff] .bubble { background: var(--calm-ground); box-shadow: inset 0 0 0 1px var(--line); }
.row[data-author=patient] .bubble { background: var(--own); color: var(--on-own); border-bottom-right-radius: 6px; }
.row[data-author=system] .bubble { background: none; border: 1px solid var(--line); border-radius: 14px; font-size: 13px;
  color: var(--quiet); text-align: center; }
.row:is([data-state=pending], [data-state=failed]) .bubble { background: none; color: var(--ink);
  box-shadow: inset 0 0 0 1.5px var(--own); }
.bubble.provisional::after { content: ""; display: inline-block; width: 7px; height: 7px; margin-left: 5px;
  border-radius: 50%; background: var(--quiet); vertical-align: 1px; animation: breathe 1s ease-in-out infinite; }
.meta { display: flex; align-items: center; gap: 4px; min-height: 20px; margin: 3px 5px 0; font-size: 12px; color: var(--quiet); }
.row:not([data-last]) .meta, .row[data-author=system] .meta { display: none; }
.meta .icon { width: 14px; height: 14px; }
.row[data-state=failed] .meta { color: var(--alert); }
.retry { min-height: 24px; padding: 0 4px; text-decoration: underline; text-underline-offset: 2px; border-radius: 6px; }
.links, .choices { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; list-style: none; }
.link { display: inline-flex; align-items: center; gap: 6px; min-height: 36px; padding: 4px 12px 4px 14px; border-radius: 18px;
  background: var(--calm-ground); color: var(--accent); font-weight: 600; font-size: 14px; text-decoration: none; }
.link:hover { text-decoration: underline; text-underline-offset: 3px; }
.link .icon { width: 16px; height: 16px; }
.choice { min-height: 40px; padding: 6px 16px; border-radius: 20px; border: 1.5px solid var(--accent); color: var(--accent);
  background: var(--ground); font-weight: 600; font-size: 14px; line-height: 1.3; text-align: start;
  transition: background .12s, color .12s; }
.choice:hover { background: var(--accent); color: var(--on-accent); }
.typing { display: flex; gap: 5px; padding: 15px 16px; }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--quiet); animation: breathe 1.1s ease-in-out infinite; }
.typing i:nth-child(2) { animation-delay: .16s; } .typing i:nth-child(3) { animation-delay: .32s; }
@keyframes breathe { 0%, 70%, 100% { opacity: .3; } 35% { opacity: 1; } }
.newer { position: absolute; bottom: 12px; left: 50%; transform: translateX(-50%); display: flex; align-items: center; gap: 6px;
  min-height: 36px; padding: 0 14px 0 10px; border-radius: 18px; background: var(--accent); color: var(--on-accent);
  font-size: 13px; font-weight: 600; box-shadow: 0 6px 18px -4px rgb(16 40 43 / .45); }
.newer .icon { width: 18px; height: 18px; }

.foot { padding: 10px 12px 12px; border-top: 1px solid var(--line); }
.field { display: flex; align-items: flex-end; gap: 6px; padding: 4px; border: 1.5px solid #7f9396; border-radius: 24px; }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.input { flex: 1; min-width: 0; min-height: 40px; max-height: 140px; padding: 8px 4px 8px 14px; border: 0; resize: none;
  background: none; font-size: 16px; line-height: 24px; color: var(--ink); scrollbar-width: thin; }
.input:focus-visible { outline: none; }
.input::placeholder { color: var(--quiet); opacity: 1; }
.send { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 20px; background: var(--accent);
  color: var(--on-accent); flex: none; }
.send[aria-disabled=true] { background: var(--raised); color: var(--quiet); cursor: default; }
.send .icon { width: 20px; height: 20px; stroke-width: 2.2; }
.counter { font-size: 12px; color: var(--quiet); text-align: end; padding: 4px 8px 0; }
.counter[data-tight] { color: var(--alert); font-weight: 600; }
.footnote { font-size: 12px; line-height: 1.35; color: var(--quiet); text-align: center; text-wrap: balance; padding: 8px 8px 0; }
.footnote a { display: inline-block; min-height: 24px; line-height: 24px; color: var(--accent); text-underline-offset: 2px; }

@media (max-width: 479px) {
  :host([open]) { inset: 0; }
  .frame[data-open] { position: absolute; inset: 0; }
  .panel { position: absolute; inset: 0; width: auto; height: auto; min-height: 0; border-radius: 0; box-shadow: none; }
  .frame[data-open] .launcher { display: none; }
  .launcher { width: 60px; height: 60px; padding: 0; justify-content: center; border-radius: 30px; }
  .launcher .invite { display: none; }
  .head { padding-top: max(12px, env(safe-area-inset-top)); }
  .foot { padding-bottom: max(10px, env(safe-area-inset-bottom)); }
  .row { max-width: 90%; }
}
@media (max-height: 460px) { .footnote { display: none; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
@media (forced-colors: active) {
  .launcher, .panel, .bubble, .send, .link, .newer, .mark { border: 1px solid CanvasText; }
  .role::before, .typing i { forced-color-adjust: none; background: CanvasText; }
}
@media print { :host { display: none !important; } }
`;

let sheet = null;

/** The one stylesheet all chats of this page share. */
export function chatStyle() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}
