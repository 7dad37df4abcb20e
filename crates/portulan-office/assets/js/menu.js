// Folds the menu on narrow screens.
const narrow = matchMedia("(max-width: 52rem)");
const foldMenu = () => document.querySelectorAll(".menu details").forEach((menu) => { menu.open = !narrow.matches; });
foldMenu();
narrow.addEventListener("change", foldMenu);
