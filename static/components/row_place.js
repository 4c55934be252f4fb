// A key put a row off, or tried to, and the page comes anew: the focus is on that row again, or on
// the one that took its place, and what the page answers is read aloud with it and stays in sight.

const KEPT = "fleksjob:row";
const linksOf = (form) => [...form.querySelectorAll("[data-row-main]")];
const nameOf = (link) => link.closest("tr").querySelector("input[data-row]")?.value ?? link.href;

function keep({ target }) {
  const link = document.activeElement?.closest?.("form[data-row-place] tr")?.querySelector("[data-row-main]");
  if (!link || target.method !== "post") return;
  const place = linksOf(link.closest("form")).indexOf(link);
  sessionStorage.setItem(KEPT, JSON.stringify({ name: nameOf(link), place }));
}

function tellWith(link) {
  const answers = [...document.querySelectorAll(".besked:is([role=alert], [role=status])")];
  if (!answers.length) return;
  answers.forEach((answer, number) => { answer.querySelector(".besked__text").id = `svar-${number}`; });
  link.setAttribute("aria-describedby", answers.map((_, number) => `svar-${number}`).join(" "));
  answers.forEach(({ classList }) => classList.add("besked--follows"));
  link.addEventListener("blur", () => {
    link.removeAttribute("aria-describedby");
    answers.forEach(({ classList }) => classList.remove("besked--follows"));
  }, { once: true });
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT); // whichever page came: the place is of no other
  const form = document.querySelector("form[data-row-place]");
  if (!kept || !form) return;
  const links = linksOf(form);
  const link = links.find((one) => nameOf(one) === kept.name) ?? links[Math.min(kept.place, links.length - 1)];
  if (!link) return;
  tellWith(link);
  link.focus();
}

document.addEventListener("submit", keep);
restore();
