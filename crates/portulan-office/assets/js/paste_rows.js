// Fills the cells of a table from lines copied in a spreadsheet, rightwards and downwards from the cell with the focus.
const PASTED_CELL = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;

const pastedLines = (text) => {
  const lines = [[]];
  PASTED_CELL.lastIndex = 0;
  for (let end = "\t"; end; ) {
    const [, quoted, plain, mark] = PASTED_CELL.exec(text);
    lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (mark === "\n") lines.push([]);
    end = mark;
  }
  return lines;
};

// A name without accents, capitals and the shapes of apostrophes and hyphens, which spreadsheets change.
const plainName = (name) => {
  const letters = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[’ʼ]/g, "'").replace(/[‐‑–]/g, "-");
};

const controlOf = (cell) => cell?.querySelector("input:not([type=hidden]),select,textarea");

// Chooses an option of a cell by its code or its name, or writes a text. False without an option or a field.
const writeCell = (cell, text) => {
  const control = controlOf(cell);
  if (!control) return cell?.innerText.trim() === text;
  const names = ({ value, label }) => [value, label, ...label.split("\u2003")].map(plainName);
  const option = control.options && [...control.options].find((option) => names(option).includes(plainName(text)));
  if (control.options && !option) return false;
  control.value = option ? option.value : text;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
};

const pasteRows = (event) => {
  const first = event.target.closest(".cells > tbody");
  const text = event.clipboardData.getData("text").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!first || !event.target.closest("tr:first-child") || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const cells = (row) => [...row.rows[0].cells];
  const column = cells(first).findIndex((cell) => cell.contains(event.target));
  const bodies = [...first.parentElement.tBodies];
  const rows = bodies.slice(bodies.indexOf(first));
  const lines = pastedLines(text);
  let [unread, emptied] = [0, 0];
  lines.slice(0, rows.length).forEach((texts, index) => {
    const places = cells(rows[index]).slice(column);
    texts.forEach((text, at) => {
      const control = controlOf(places[at]);
      const hadText = control && control.value !== "";
      // An empty cell empties the one that it is pasted into, if that can be empty.
      const isLeft = !writeCell(places[at], text) && text !== "";
      places[at]?.classList.toggle("not-taken", isLeft);
      unread += isLeft;
      emptied += Boolean(hadText && control.value === "");
    });
  });
  const note = first.closest(".list").querySelector(".pasted");
  const left = Math.max(lines.length - rows.length, 0);
  const counts = { pasted: lines.length - left, emptied, left, unread };
  const said = Object.entries(counts).filter(([, count]) => count);
  note.textContent = said.map(([name, count]) => note.dataset[name].replace("…", count)).join(" ");
  first.closest("table").querySelector(".not-taken")?.scrollIntoView({ block: "nearest" });
};
