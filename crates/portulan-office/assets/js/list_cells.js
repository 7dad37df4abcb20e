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

// Enter and the arrows move up and down in a column; Escape restores what a cell had.
const moveInCells = (event) => {
  const { key, target } = event;
  const cell = target.closest(".cells tr:first-child > td");
  if (!cell || event.isComposing) return;
  if (key === "Escape" && !target.options) {
    target.value = cellForm.elements.namedItem(`was:${target.name}`).value;
    showChangedRows();
    return;
  }
  const isArrow = ["ArrowUp", "ArrowDown"].includes(key) && target.tagName === "INPUT" && !target.list;
  if (key !== "Enter" && !isArrow) return;
  event.preventDefault();
  const bodies = [...cellForm.querySelectorAll("tbody")];
  const step = key === "ArrowUp" || event.shiftKey ? -1 : 1;
  const next = bodies[bodies.indexOf(cell.closest("tbody")) + step]?.rows[0].cells[cell.cellIndex];
  next?.querySelector("input,select,textarea")?.focus();
};

if (cellForm) {
  let isSent = false;
  showChangedRows();
  cellForm.addEventListener("input", showChangedRows);
  cellForm.addEventListener("paste", pasteRows);
  cellForm.addEventListener("keydown", moveInCells);
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
  const chosen = wanted ? cellForm.querySelector(`[name^="${CSS.escape(wanted)}"]`) : null;
  (faulty ?? chosen)?.focus();
}

// A double click on a cell of a list opens the list with this cell to edit.
document.querySelector("table[data-cells]")?.addEventListener("dblclick", (event) => {
  const row = event.target.closest("tr[data-record]");
  if (!row || event.target.closest("input,label")) return;
  const column = event.target.closest("td")?.dataset.column ?? "";
  const { cells } = event.currentTarget.dataset;
  location.assign(`${cells}#${encodeURIComponent(`/${row.dataset.record}/${column}`)}`);
});
