// The bulk button names its reach: "Overdrag 2 sager". Without this script it says
// "Overdrag valgte", and the server answers when none are chosen.

function start(form) {
  const { nounOne, nounMany } = form.dataset;
  const boxes = () => [...form.querySelectorAll("input[type=checkbox][data-row]")];
  const count = form.querySelector("[data-row-count]");
  const all = form.querySelector("[data-row-all]");

  function update() {
    const chosen = boxes().filter((box) => box.checked).length;
    const reach = `${chosen} ${chosen === 1 ? nounOne : nounMany}`;
    if (count) count.textContent = chosen ? `${reach} valgt` : "Ingen rækker valgt";
    form.querySelectorAll("[data-bulk]").forEach((button) => {
      const end = button.dataset.bulkEnd ? ` ${button.dataset.bulkEnd}` : "";
      button.textContent = `${button.dataset.bulk} ${chosen ? reach : "valgte"}${end}`;
    });
    boxes().forEach((box) => box.closest("tr")?.classList.toggle("is-selected", box.checked));
    if (all) {
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && chosen < boxes().length;
    }
  }

  form.addEventListener("change", ({ target }) => {
    if (target === all) boxes().forEach((box) => { box.checked = all.checked; });
    update();
  });
  window.addEventListener("pageshow", update);
  update();
}

document.querySelectorAll("form[data-row-select]").forEach(start);
