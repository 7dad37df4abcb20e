// The set-up of the authority: suggestions of towns, and the currency of the country until the user chooses another.
const watchSetup = (form) => {
  const [place, country, currency] = ["setup-place", "country", "currency"].map((id) => document.getElementById(id));
  const preset = form.querySelector("[name=preset-currency]");
  const results = document.getElementById("setup-towns");
  const chosen = element("input", { type: "hidden", name: "town" });
  results.before(chosen);
  const choose = (town) => {
    chosen.value = town.id;
    place.value = town.name;
    results.replaceChildren(element("p", { className: "note" }, `${town.name}, ${town.place}`));
    if (country.value !== town.country) {
      country.value = town.country;
      country.dispatchEvent(new Event("change"));
    }
    place.focus();
  };
  suggestTowns(place, results, () => country.value, form.dataset.none, (button, town) => {
    button.type = "button";
    button.addEventListener("click", () => choose(town));
  });
  place.addEventListener("input", () => {
    chosen.value = "";
    form.querySelector("fieldset.choices:has([name=town])")?.remove();
  });
  currency.addEventListener("change", () => {
    preset.value = "";
  });
  country.addEventListener("change", () => {
    const usual = country.selectedOptions[0].dataset.currency;
    if (!preset.value || !usual) return;
    [currency.value, preset.value] = [usual, usual];
  });
};

document.querySelectorAll("form.setup").forEach(watchSetup);
