// While the night runs: ask for the page again now and then and show how far it is.
// Without this script the page is brought up to date by loading it again.

const PAUSE = 3000;
const region = () => document.getElementById("nattens-tilstand");

async function look() {
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("nattens-tilstand");
    if (!fresh) return;
    // The region itself stays, so that a screen reader goes on listening to it.
    region().replaceChildren(...fresh.childNodes);
    region().toggleAttribute("data-running", fresh.hasAttribute("data-running"));
    soon();
  } catch {
    soon();
  }
}

function soon() {
  if (region()?.hasAttribute("data-running")) setTimeout(look, PAUSE);
}

soon();
