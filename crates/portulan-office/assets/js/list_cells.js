// A list whose cells are edited in place: counts the changed rows, and asks before they are lost.
const cellForm = document.querySelector("form.cell-form");

const changedRows = () => {
  const was = (input) => cellForm.elements.namedItem(`was:${input.name}`);
  const isChanged = (input) => was(input) && was(input).value !== input.value;
  return [...cellForm.querySelectorAll("tbody")].filter((row) => {
    const changed = [...row.querySelectorAll("input:not([type=hidden]),select,textarea")].filter(isChanged);
    row.classList.toggle("is-changed", changed.length > 0);
    return changed.length > 0;
  });
};

const showChangedRows = () => {
  const count = changedRows().length;
  cellForm.querySelector(".changed").textContent = count ? cellForm.dataset.changed.replace("…", count) : "";
};

if (cellForm) {
  let isSent = false;
  showChangedRows();
  cellForm.addEventListener("input", showChangedRows);
  cellForm.addEventListener("paste", pasteRows);
  cellForm.addEventListener("submit", () => {
    isSent = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSent && changedRows().length) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    cellForm.requestSubmit();
  });
  // The first cell with a problem, or the one that was double-clicked in the list.
  const wanted = decodeURIComponent(location.hash.slice(1));
  const faulty = cellForm.querySelector("[aria-invalid]");
  (faulty ?? (wanted && cellForm.querySelector(`[name^="${CSS.escape(wanted)}"]`)))?.focus();
}

// A double click on a cell of a list opens the list with this cell to edit.
document.querySelector("table[data-cells]")?.addEventListener("dblclick", (event) => {
  const row = event.target.closest("tr[data-record]");
  if (!row || event.target.closest("input,label")) return;
  const column = event.target.closest("td")?.dataset.column ?? "";
  const { cells } = event.currentTarget.dataset;
  location.assign(`${cells}#${encodeURIComponent(`/${row.dataset.record}/${column}`)}`);
});
