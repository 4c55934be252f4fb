// What was typed when the session ran out comes back the next time the page is opened.

function post(url, form) {
  return fetch(url, { method: "POST", body: new FormData(form), credentials: "same-origin" });
}

// The version comes back too: saved by another meanwhile, both are shown, and neither is lost unseen.
const isFilled = (field) => field.type !== "hidden" || field.name === "version";

function fill(form, fields) {
  for (const [name, values] of Object.entries(fields)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (isFilled(field)) field.value = values[0] ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function tell(form, saved) {
  const message = document.createElement("div");
  message.className = "besked besked--info no-print";
  message.setAttribute("role", "status");
  const text = document.createElement("div");
  text.className = "besked__text";
  text.textContent = `Din kladde fra ${saved} er hentet. Den er ikke gemt endnu. `;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "button-link";
  discard.textContent = "Kassér kladden";
  discard.addEventListener("click", async () => {
    await post(form.dataset.draftDiscardUrl, form);
    window.location.reload();
  });
  text.append(discard);
  message.append(text);
  form.before(message);
}

async function restore(form) {
  const answer = await post(form.dataset.draftRestoreUrl, form).catch(() => null);
  if (answer?.status !== 200 || answer.redirected) return;
  const { saved, fields } = await answer.json();
  fill(form, fields);
  tell(form, saved);
}

// A form shown with errors, or beside what another saved, keeps what was posted; a fresh one takes the draft.
const fresh = !document.querySelector(".error-summary, form[data-posted]");
const forms = [...document.querySelectorAll("form[data-draft-restore-url]")];
const placeOf = (form) => form.querySelector("[name=draft_page]")?.value;
// Two alike forms that are posted to the same place share a draft, and nothing says whose it is.
const isAlone = (form) => forms.filter((one) => placeOf(one) === placeOf(form)).length === 1;
if (fresh) forms.filter(isAlone).forEach(restore);
