// Applies the theme that the reader chose, by day or by night; the browser stores the choice.
const root = document.documentElement;
const night = matchMedia("(prefers-color-scheme: dark)");

const readTheme = () => {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
};
const storeTheme = (theme) => {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Private windows store nothing.
  }
};

const stored = readTheme();
if (stored === "dark" || stored === "light") root.dataset.theme = stored;

addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector(".theme");
  if (!button) return;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : night.matches);
  const label = () => {
    const text = isDark() ? button.dataset.light : button.dataset.dark;
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    storeTheme(root.dataset.theme);
    label();
  });
});
