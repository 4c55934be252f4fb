// While a period is typed: what would it do to the deadlines? The answer replaces a live
// region. Without this script the effect is shown after saving, with undo.

const PAUSE = 400;

function start(form) {
  const target = document.getElementById(form.dataset.previewTarget);
  let timer = 0;
  let asked = null;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: new FormData(form),
        credentials: "same-origin", signal: asked.signal, headers: { "X-Fragment": "preview" } });
      if (!answer.ok || answer.redirected) return;
      target.innerHTML = await answer.text();
      document.dispatchEvent(new CustomEvent("fleksjob:server-answered"));
    } catch (error) {
      if (error.name !== "AbortError") target.textContent = "";
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

document.querySelectorAll("form[data-preview-url]").forEach(start);
