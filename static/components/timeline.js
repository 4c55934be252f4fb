// The slider and "hvad nu hvis": fetch the same page with another query and swap in the
// part that changed. The address keeps the state. Without this script the form is sent.

const PAUSE = 500;
const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli",
  "august", "september", "oktober", "november", "december"];
const day = (text) => new Date(`${text}T00:00:00Z`);
const written = (date) => `${date.getUTCDate()}. ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
const numeric = (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`;

function start(form) {
  const ids = form.dataset.timeline.split(" ");
  const region = () => document.getElementById(ids[0]);
  const slider = form.querySelector("input[type=range][data-first]");
  const field = form.querySelector("[data-shown-date]");
  const first = slider ? day(slider.dataset.first) : null;
  let timer = 0;
  let asked = null;

  const at = () => new Date(first.getTime() + Number(slider.value) * 86400000);

  function speak() {
    const result = region().querySelector("[data-result]")?.textContent.trim() ?? "";
    slider?.setAttribute("aria-valuetext", [written(at()), result].filter(Boolean).join(", "));
  }

  async function update() {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    const address = `${window.location.pathname}?${query}`;
    try {
      const answer = await fetch(address, { credentials: "same-origin", signal: asked.signal,
        headers: { "X-Fragment": ids[0] } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ids) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      window.history.replaceState(null, "", address);
      document.dispatchEvent(new CustomEvent("fleksjob:server-answered"));
      if (slider) speak();
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  }

  function step(button) {
    const to = at();
    const months = Number(button.dataset.months ?? 0);
    const dayOfMonth = to.getUTCDate();
    to.setUTCDate(1);
    to.setUTCMonth(to.getUTCMonth() + months);
    const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
    to.setUTCDate(Math.min(dayOfMonth, last) + Number(button.dataset.days ?? 0));
    slider.value = String(Math.round((to - first) / 86400000));
    moved();
  }

  function moved() {
    field.value = numeric(at());
    field.dispatchEvent(new Event("input", { bubbles: true }));
    slider.setAttribute("aria-valuetext", written(at()));
    soon();
  }

  slider?.addEventListener("input", moved);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-days], [data-months]");
    if (button && slider) {
      event.preventDefault();
      step(button);
    }
  });
  form.addEventListener("change", ({ target }) => { if (target !== slider) soon(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
  form.querySelector("[data-slider]")?.removeAttribute("hidden");
  if (slider) speak();
}

document.querySelectorAll("form[data-timeline]").forEach(start);
