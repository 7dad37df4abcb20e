// Towns by name, country or area of the map, from the list of the office.
const TOWNS_DELAY_MS = 150;
const MIN_TOWN_LETTERS = 2;

const fetchTowns = async (query) => {
  const answer = await fetch(`/office/towns?${new URLSearchParams(query)}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
};

// A list of buttons with the name and the place of towns; `prepare` makes each one act.
const townList = (towns, prepare) => {
  const list = element("ul");
  for (const town of towns) {
    const button = element("button", { className: "quiet" }, element("b", {}, town.name), ` ${town.place}`);
    prepare(button, town);
    list.append(element("li", {}, button));
  }
  return list;
};

// Shows the towns of a name below its field while a user types.
const suggestTowns = (input, results, country, none, prepare) => {
  let timer = 0;
  const suggest = async () => {
    const typed = input.value.trim();
    if (typed.length < MIN_TOWN_LETTERS) {
      results.replaceChildren();
      return;
    }
    const towns = await fetchTowns({ q: typed, country: country() });
    // What was typed since is asked for on its own.
    if (!towns || input.value.trim() !== typed) return;
    if (towns.length) {
      results.replaceChildren(townList(towns, prepare));
      return;
    }
    results.replaceChildren(element("p", { className: "nothing" }, none));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, TOWNS_DELAY_MS);
  });
};

// The search of a place in the form of a territory: its suggestions are buttons of the form.
const watchPlaceSearch = (form) => {
  const input = form.querySelector("input#place");
  if (!input) return;
  const country = () => document.getElementById("f/country")?.value ?? "";
  suggestTowns(input, form.querySelector(".towns"), country, form.dataset.none, (button, town) => {
    button.name = "do";
    button.value = `place:${town.id}`;
  });
  // The search is no field of the record, whose draft it leaves as it is.
  input.addEventListener("input", (event) => event.stopPropagation());
  // Enter searches; it does not save the form.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.querySelector("button[value=find]").click();
  });
};
