// Folds the menu and the entries of the user on narrow screens.
const narrow = matchMedia("(max-width: 52rem)");
const foldMenu = () => {
  for (const menu of document.querySelectorAll(".menu details, .bar .own")) menu.open = !narrow.matches;
};
foldMenu();
narrow.addEventListener("change", foldMenu);

// The entries of the user cover the page: they close when another place is pressed, or with Escape.
const own = document.querySelector(".bar .own");
addEventListener("click", (event) => {
  if (own && narrow.matches && !own.contains(event.target)) own.open = false;
});
own?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !narrow.matches) return;
  own.open = false;
  own.querySelector("summary").focus();
});
