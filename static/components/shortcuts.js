// One registry feeds both the keys and the sheet that lists them: every element with
// data-shortcut="g d". Single keys never fire in fields, and <body data-shortcuts="off">
// switches them off; keys with Ctrl stay.

const PATIENCE = 1500;
const SHEET_KEYS = [["Ctrl K", "Søg borger, sag eller handling"], ["Ctrl Enter", "Gem"], ["Esc", "Luk det øverste"]];
let typed = [];
let timer = 0;

const registry = () => [...document.querySelectorAll("[data-shortcut]")];
const singleKeysOn = () => document.body.dataset.shortcuts !== "off";
const inField = (target) => Boolean(target.closest?.("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]"));

function use(element) {
  if (element.matches("form")) element.requestSubmit();
  else if (element.matches("input, select, textarea")) element.focus();
  else element.click();
}

function save(target) {
  const only = document.querySelectorAll("form[data-save]");
  const form = target.closest?.("form[data-save]") ?? (only.length === 1 ? only[0] : null);
  form?.requestSubmit(form.querySelector("button[type=submit].button-primary") ?? undefined);
  return Boolean(form);
}

function withCtrl(event) {
  const key = event.key.toLowerCase();
  if (key === "enter") return save(event.target);
  if (inField(event.target)) return false;
  const element = registry().find(({ dataset }) => dataset.shortcut === `ctrl+${key}`);
  if (element) use(element);
  return Boolean(element);
}

function withoutCtrl(event) {
  if (!singleKeysOn() || inField(event.target) || event.key.length !== 1) return false;
  clearTimeout(timer);
  timer = setTimeout(() => { typed = []; }, PATIENCE);
  typed = [...typed, event.key.toLowerCase()];
  const begins = (keys) => registry().some(({ dataset }) => `${dataset.shortcut} `.startsWith(`${keys.join(" ")} `));
  if (!begins(typed)) typed = [event.key.toLowerCase()];
  const element = registry().find(({ dataset }) => dataset.shortcut === typed.join(" "));
  if (element) {
    typed = [];
    use(element);
  }
  return Boolean(element);
}

function sheet() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "genveje-overskrift");
  dialog.innerHTML = '<h2 id="genveje-overskrift">Genveje</h2><dl></dl>'
    + '<button type="button" class="button button-secondary">Luk</button>';
  const named = registry().filter(({ dataset }) => dataset.shortcutLabel)
    .map(({ dataset }) => [dataset.shortcut.toUpperCase().replace("CTRL+", "Ctrl "), dataset.shortcutLabel]);
  for (const [keys, label] of [...SHEET_KEYS, ...(singleKeysOn() ? named : [])]) {
    const term = document.createElement("dt");
    for (const key of keys.split(" ")) term.append(Object.assign(document.createElement("kbd"), { textContent: key }), " ");
    dialog.querySelector("dl").append(term, Object.assign(document.createElement("dd"), { textContent: label }));
  }
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  const isDone = event.ctrlKey || event.metaKey ? withCtrl(event) : withoutCtrl(event);
  if (isDone) event.preventDefault();
});
document.addEventListener("fleksjob:shortcuts", sheet);
// Ctrl K asks for what can be done on this page; the keys of a list are for the hand alone.
document.addEventListener("fleksjob:actions", ({ detail }) => {
  const named = registry().filter(({ dataset }) => dataset.shortcutLabel && dataset.shortcutScope !== "row");
  detail.found.push(...named.map((element) => ({
    title: element.dataset.shortcutLabel,
    keys: element.dataset.shortcut.toUpperCase().replace("CTRL+", "Ctrl "),
    use: () => use(element),
  })));
});
document.querySelectorAll("[data-show-shortcuts]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", sheet);
});
