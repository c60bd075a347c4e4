// The console's only script. Without it every page still shows everything; with it tasks can be marked and the
// search answers while one types. Words come from the page, so that this file speaks no language.

const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const announcer = document.querySelector(".announce");

function announce(text) {
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = text; });
}

async function mark(task, action) {
  const address = `/api/staff/tasks/${encodeURIComponent(task.dataset.task)}/${action}`;
  const answer = await fetch(address, { method: "POST", headers: { "X-CSRF-Token": csrf } });
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(`${answer.status}`);
}

function nowSeen(button) {
  const note = document.createElement("span");
  note.className = "quiet";
  note.textContent = button.dataset.after;
  const next = button.parentElement.querySelector('[data-action="done"]');
  button.replaceWith(note);
  next.focus();
}

function nowDone(list, task) {
  const next = task.nextElementSibling ?? task.previousElementSibling;
  task.remove();
  document.querySelector("[data-count]").textContent = String(list.children.length);
  document.querySelector("[data-when-empty]").hidden = list.children.length > 0;
  (next?.querySelector("a, button") ?? document.getElementById("needs-me")).focus();
}

const tasks = document.querySelector("[data-tasks]");
for (const button of tasks?.querySelectorAll("[data-action]") ?? []) button.hidden = false;
tasks?.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-action]");
  if (!button) return;
  const task = button.closest("[data-task]");
  const { action } = button.dataset;
  button.disabled = true;
  try {
    await mark(task, action);
    if (action === "done") nowDone(tasks, task);
    else nowSeen(button);
    announce(tasks.dataset[action]);
  } catch {
    button.disabled = false;
    announce(tasks.dataset.failed);
  }
});

const search = document.querySelector("form[data-live]");
let waiting = 0;
let asked = 0;
search?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 250);
});

async function find() {
  const turn = ++asked;
  const address = `${search.getAttribute("action")}?${new URLSearchParams(new FormData(search))}`;
  try {
    const answer = await fetch(address);
    const html = await answer.text();
    if (turn !== asked) return;
    const found = new DOMParser().parseFromString(html, "text/html").getElementById("results");
    if (!answer.ok || !found) { location.assign(address); return; }
    document.getElementById("results").replaceWith(found);
    history.replaceState(null, "", address);
    announce(found.querySelector("[data-summary]").textContent);
  } catch {
    // the network is gone for the moment; the form's own button still works
  }
}
