// Unfolds the fields that are rarely needed: all of them by a button, which is remembered, or those of a section that
// an address leads to.
const ALL_FIELDS_KEY = "portulan-all-fields";
const FOLDED_FIELDS = "details.more";

const showsAllFields = () => localStorage.getItem(ALL_FIELDS_KEY) === "yes";

const setUpAllFields = (form) => {
  const button = form.querySelector("[data-all-fields]");
  const folded = form.querySelectorAll(FOLDED_FIELDS);
  if (!button || folded.length === 0) return;
  const nameButton = () => {
    button.textContent = showsAllFields() ? button.dataset.fewerFields : button.dataset.allFields;
  };
  const apply = () => {
    nameButton();
    for (const details of folded) details.open = showsAllFields();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(ALL_FIELDS_KEY, showsAllFields() ? "no" : "yes");
    apply();
  });
  // What the address unfolded stays open.
  if (showsAllFields()) apply();
  else nameButton();
};

// A section that an address leads to is shown whole.
const unfoldSection = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const section = id && document.getElementById(id)?.closest("form.record section");
  for (const details of section ? section.querySelectorAll(FOLDED_FIELDS) : []) details.open = true;
};
addEventListener("hashchange", unfoldSection);
unfoldSection();
