// Five minutes before an idle session ends: save drafts, then ask. Without this script
// the server still keeps what a form posts and asks for log-in.

const WARNING = 5 * 60;
const dialog = document.getElementById("session-warning");

function post(url, form) {
  return fetch(url, { method: "POST", body: new FormData(form), credentials: "same-origin" });
}

async function saveDrafts() {
  const forms = [...document.querySelectorAll("form[data-draft-url]")].filter((form) => form.dataset.dirty);
  const answers = await Promise.allSettled(forms.map((form) => post(form.dataset.draftUrl, form)));
  return answers.length > 0 && answers.every(({ value }) => value?.ok);
}

function start() {
  const idle = Number(dialog.dataset.idleSeconds);
  const minutes = dialog.querySelector("[data-minutes]");
  const saved = dialog.querySelector("[data-draft-saved]");
  const logout = dialog.querySelector("form");
  let seen = Date.now();
  let isWarned = false;

  function count() {
    const left = idle - Math.floor((Date.now() - seen) / 1000);
    if (left <= 0) {
      window.location.reload();
    } else if (left <= WARNING && !isWarned) {
      warn();
    }
    const whole = Math.max(1, Math.ceil(left / 60));
    const text = whole === 1 ? "1 minut" : `${whole} minutter`;
    if (minutes.textContent !== text) minutes.textContent = text;
  }

  async function warn() {
    isWarned = true;
    const before = seen;
    saved.hidden = !(await saveDrafts());
    seen = before; // saving a draft is not a sign of life
    if (!dialog.open) dialog.showModal(); // the browser restores focus on close
  }

  async function stay() {
    const answer = await post(dialog.dataset.extendUrl, logout).catch(() => null);
    if (!answer?.ok || answer.redirected) return window.location.reload();
    seen = Date.now();
    isWarned = false;
    dialog.close();
  }

  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (form?.dataset.draftUrl) form.dataset.dirty = "ja";
  });
  document.addEventListener("fleksjob:server-answered", () => { seen = Date.now(); });
  setInterval(count, 1000);
}

if (dialog) start();
