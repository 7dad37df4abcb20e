// Suggests records while a user types in the search of the header; `/` focuses it, `?` shows the keys.
const FIND_DELAY_MS = 150;
const findInput = document.querySelector(".bar .find input[type=search]");

const findList = () => {
  let list = document.getElementById("found");
  if (!list) {
    list = element("ul", { id: "found", className: "found" });
    findInput.form.append(list);
  }
  return list;
};

const showFound = (records) => {
  const rows = records.map(({ name, kind, address }) => {
    const small = element("small", {}, kind);
    return element("li", {}, element("a", { href: address, dir: "auto" }, name, " ", small));
  });
  findList().replaceChildren(...rows);
};

const suggest = async () => {
  const typed = findInput.value.trim();
  if (typed.length < 2) return showFound([]);
  const query = new URLSearchParams({ q: typed });
  const answer = await fetch(`/office/find.json?${query}`).catch(() => null);
  // What was typed since is asked for on its own.
  if (answer?.ok && findInput.value.trim() === typed) showFound(await answer.json());
};

// Moves between the field and the suggestions.
const moveInFound = (step) => {
  const stops = [findInput, ...findList().querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  next?.focus();
  return Boolean(next);
};

if (findInput) {
  let timer = 0;
  findInput.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, FIND_DELAY_MS);
  });
  findInput.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      showFound([]);
      findInput.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && moveInFound(step)) event.preventDefault();
  });
  findInput.form.addEventListener("focusout", (event) => {
    if (!findInput.form.contains(event.relatedTarget)) showFound([]);
  });
}

addEventListener("keydown", (event) => {
  const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && findInput) {
    event.preventDefault();
    findInput.focus();
    findInput.select();
  }
  if (event.key === "?") document.getElementById("keys")?.showModal();
});
