// Ctrl K: a combobox over the header's search form. The text is posted, never put
// in an address. Without this script the form posts to the search page.

const LETTERS = 3;
const PAUSE = 120;

function start(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector(".palette-list");
  const options = list.querySelector("[role=listbox]");
  const status = form.querySelector("[data-palette-status]");
  let timer = 0;
  let asked = null;
  let uses = [];
  let cameFrom = null;

  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list",
    "aria-controls": options.id }).forEach(([name, value]) => input.setAttribute(name, value));

  const choices = () => [...options.querySelectorAll("[role=option]")];
  const chosen = () => options.querySelector("[aria-selected=true]");

  function close() {
    asked?.abort();
    clearTimeout(timer);
    list.hidden = true;
    options.replaceChildren();
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function open() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(choices()[0]);
    const count = choices().length;
    status.textContent = count === 1 ? "1 resultat" : `${count} resultater`;
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.url, { method: "POST", body: new FormData(form),
        credentials: "same-origin", signal: asked.signal, headers: { "X-Fragment": "palette" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      options.innerHTML = await answer.text();
      addActions(input.value.trim());
      number();
      open();
    } catch (error) {
      if (error.name === "AbortError") return;
      close();
      status.textContent = "Søgningen svarer ikke. Tryk Enter for at søge på en side for sig.";
    }
  }

  // What the page itself can do, as far as it begins like the text. Each word begins a word.
  function offered(text) {
    const found = [];
    document.dispatchEvent(new CustomEvent("fleksjob:actions", { detail: { found } }));
    const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
    const begins = (title) => typed.every((word) => title.toLowerCase().split(/\s+/).some((each) => each.startsWith(word)));
    return found.filter(({ title }, number) => begins(title) && found.findIndex((one) => one.title === title) === number);
  }

  function addActions(text) {
    uses = offered(text);
    if (!uses.length) return false;
    const known = new Set([...options.querySelectorAll(".palette-title")].map((title) => title.textContent));
    uses = uses.filter(({ title }) => !known.has(title));
    if (!uses.length) return false;
    options.querySelector(".palette-none")?.remove();
    options.append(Object.assign(document.createElement("li"), { className: "palette-group", textContent: "På denne side" }));
    options.lastChild.setAttribute("role", "presentation");
    uses.forEach(({ title, keys }, number) => {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.use = number;
      option.append(Object.assign(document.createElement("span"), { className: "palette-title", textContent: title }), " ",
        Object.assign(document.createElement("kbd"), { textContent: keys }));
      options.append(option);
    });
    return true;
  }

  function number() {
    choices().forEach((option, place) => { option.id = `palette-option-${place}`; });
  }

  function offerPage(text) {
    asked?.abort();
    options.replaceChildren();
    if (!addActions(text)) return close();
    number();
    return open();
  }

  function go(option) {
    if (option.dataset.use) {
      const { use } = uses[option.dataset.use];
      close();
      use();
    } else if (option.dataset.action === "shortcuts") {
      close();
      document.dispatchEvent(new CustomEvent("fleksjob:shortcuts"));
    } else {
      window.location.assign(option.dataset.href);
    }
  }

  function offerShortcuts() {
    options.innerHTML = '<li role="option" id="palette-option-0" aria-selected="false" data-action="shortcuts">'
      + '<span class="palette-title">Genveje</span><span class="palette-detail">Se alle tastaturgenveje</span></li>';
    open();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = input.value.trim();
    if (typed.length < LETTERS) return typed ? offerPage(typed) : close();
    if ("genveje".startsWith(typed.toLowerCase())) return offerShortcuts();
    // Enter may come before the answer: what the letters before this one offered must not be left to it.
    if (!options.querySelector("[data-href]")) offerPage(typed);
    timer = setTimeout(ask, PAUSE);
  });

  function move(step) {
    const all = choices();
    const now = all.indexOf(chosen());
    choose(all[(now + step + all.length) % all.length]);
  }

  // Back to the row one stood on, so that the single keys work again.
  function leave() {
    input.value = "";
    input.blur();
    if (cameFrom?.isConnected) cameFrom.focus();
    cameFrom = null;
  }

  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (list.hidden) leave();
      else close();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      go(chosen());
    }
  });

  options.addEventListener("mousedown", (event) => event.preventDefault());
  options.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) close();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (document.activeElement !== input) cameFrom = document.activeElement;
      input.focus();
      input.select();
    }
  });
}

document.querySelectorAll("[data-palette]").forEach(start);
