// While the map is at another day than the page, the page says so, and of which day it is itself.

export const sayWhileMoving = () => document.addEventListener("atlas:day", ({ detail: { day, home } }) => {
  for (const view of document.querySelectorAll("[data-moving]")) {
    view.hidden = !day;
    if (day) view.textContent = view.dataset.moving.replace("{day}", day).replace("{home}", home);
  }
  document.documentElement.classList.toggle("map-moves", Boolean(day));
});
