// 1, 2 and 3 decide the rows that are chosen, or else the row in hand, or the first; the page that
// follows begins with the next.

function start(form) {
  let inHand = null;
  form.addEventListener("focusin", ({ target }) => { inHand = target.closest("tbody tr") ?? inHand; });
  document.querySelectorAll("[data-decide]").forEach((key) => {
    key.addEventListener("click", () => {
      const { decide } = key.dataset;
      if (form.querySelector("input[data-row]:checked")) {
        form.querySelector(`[data-bulk][value="${decide}"]`)?.click();
        return;
      }
      const row = inHand ?? form.querySelector("tbody tr");
      row?.querySelector(`[data-choice="${decide}"]`)?.click();
    });
  });
}

document.querySelectorAll("form[data-decide-keys]").forEach(start);
