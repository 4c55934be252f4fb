// J and K go from row to row, X picks one, F tells why; Enter is the link's own. The buttons that
// show the keys stand in the registry of shortcuts (data-shortcut) and do the same when clicked.
// O and H, on a row with nothing picked, act on that row.

function start(form) {
  const links = () => [...form.querySelectorAll("[data-row-main]")];
  const rowInHand = () => document.activeElement?.closest?.("tr");
  const boxOf = (row) => row?.querySelector("input[data-row]");
  let latest = null; // a click on a hint takes the focus away from the row

  form.addEventListener("focusin", ({ target }) => { latest = target.closest("tr") ?? latest; });

  function move(step) {
    const all = links();
    const now = all.findIndex((link) => link.closest("tr") === (form.contains(rowInHand()) ? rowInHand() : null));
    all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1)]?.focus();
  }

  function pick() {
    const row = form.contains(rowInHand()) ? rowInHand() : latest;
    boxOf(row)?.click();
  }

  function explain() {
    const row = form.contains(rowInHand()) ? rowInHand() : latest ?? links()[0]?.closest("tr");
    row?.querySelector("[data-row-why]")?.click();
  }

  const on = (selector, act) => document.querySelectorAll(selector).forEach((button) => {
    button.addEventListener("click", () => act(button));
  });
  on("[data-row-move]", ({ dataset }) => move(Number(dataset.rowMove)));
  on("[data-row-pick]", pick);
  on("[data-row-explain]", explain);
  form.querySelectorAll("[data-bulk]").forEach((button) => {
    button.addEventListener("click", () => {
      const box = boxOf(form.contains(rowInHand()) && rowInHand().contains(document.activeElement) ? rowInHand() : null);
      if (box && !form.querySelector("input[data-row]:checked")) box.click();
    });
  });
  document.querySelectorAll("[data-row-hints]").forEach((hints) => {
    hints.hidden = document.body.dataset.shortcuts === "off";
  });
}

document.querySelectorAll("form[data-row-keys]").forEach(start);
