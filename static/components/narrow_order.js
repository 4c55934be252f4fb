// On a narrow page, or one enlarged to 400 %, what is marked stands before the wide thing that it
// names. Moved, and not only shown there: Tab and a screen reader follow the page.

const narrow = window.matchMedia("(max-width: 40rem)");

function follow(moved) {
  const place = document.createComment("");
  moved.before(place);
  const move = () => (narrow.matches
    ? document.getElementById(moved.dataset.narrowBefore).before(moved)
    : place.after(moved));
  narrow.addEventListener("change", move);
  move();
}

document.querySelectorAll("[data-narrow-before]").forEach(follow);
