// Completes names of records: the page offers the first names of each kind, the server the others.
const COMPLETION_DELAY_MS = 200;
let completionTimer = 0;

// Asks for the names that contain what was typed, and offers them.
const complete = async (input) => {
  const list = input.list;
  const typed = input.value.trim();
  if (!list?.dataset.complete || (!typed && !list.dataset.country)) return;
  const query = new URLSearchParams({ q: typed });
  if (list.dataset.country) query.set("country", document.getElementById(list.dataset.country)?.value ?? "");
  const answer = await fetch(`${list.dataset.complete}?${query}`).catch(() => null);
  // What was typed since is asked for on its own.
  if (!answer?.ok || input.value.trim() !== typed) return;
  const names = await answer.json();
  list.replaceChildren(...names.map((name) => new Option("", name)));
};

// The subdivisions that are offered are those of the country.
addEventListener("change", (event) => {
  const list = document.querySelector(`datalist[data-country="${event.target.id}"]`);
  const input = list && document.querySelector(`input[list="${list.id}"]`);
  if (input) complete(input);
});

addEventListener("input", (event) => {
  if (!event.target.list?.dataset.complete) return;
  clearTimeout(completionTimer);
  completionTimer = setTimeout(() => complete(event.target), COMPLETION_DELAY_MS);
});
