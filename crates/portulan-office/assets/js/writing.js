// Writing in Markdown: a bar of buttons above each long text, keys, and text pasted from other programs as Markdown.

// Replaces the selection of a field so that the browser can undo it.
const replaceSelection = (field, text) => {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

// Selects whole lines, and writes each with a mark before it; without the mark if all have it.
const markLines = (field, mark) => {
  const { value } = field;
  const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = value.indexOf("\n", field.selectionEnd);
  field.setSelectionRange(start, end < 0 ? value.length : end);
  const lines = value.slice(start, end < 0 ? value.length : end).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark));
  replaceSelection(field, lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n"));
};

const surround = (field, mark) => {
  const { selectionStart, value } = field;
  const chosen = value.slice(selectionStart, field.selectionEnd);
  const isMarked = chosen.startsWith(mark) && chosen.endsWith(mark) && chosen.length >= mark.length * 2;
  const inside = isMarked ? chosen.slice(mark.length, -mark.length) : chosen;
  replaceSelection(field, isMarked ? inside : mark + inside + mark);
  // Without a selection, the text is written between the marks.
  if (!chosen) field.setSelectionRange(selectionStart + mark.length, selectionStart + mark.length);
};

const insertLink = (field) => {
  const { selectionStart, value } = field;
  const chosen = value.slice(selectionStart, field.selectionEnd);
  const isAddress = /^https?:\S+$/.test(chosen);
  replaceSelection(field, isAddress ? `[](${chosen})` : `[${chosen}](https://)`);
  // The part that is missing is written next.
  const place = isAddress ? selectionStart + 1 : selectionStart + chosen.length + 3;
  field.setSelectionRange(place, isAddress ? place : place + "https://".length);
};

const WRITING_ACTIONS = {
  bold: { sign: "B", look: "write-bold", act: (field) => surround(field, "**") },
  italic: { sign: "I", look: "write-italic", act: (field) => surround(field, "*") },
  heading: { sign: "H", act: (field) => markLines(field, "## ") },
  list: { sign: "•", act: (field) => markLines(field, "- ") },
  link: { sign: "↗", act: insertLink },
};
const WRITING_KEYS = { b: "bold", i: "italic", k: "link" };

const MARKS_OF_ELEMENTS = { B: "**", STRONG: "**", I: "*", EM: "*" };
const BLOCKS = /^(P|DIV|SECTION|ARTICLE|BLOCKQUOTE|TABLE|TR|UL|OL|H[1-6])$/;

// The Markdown of an element of a pasted document.
const toMarkdown = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|META|TITLE|IMG)$/.test(node.tagName)) return "";
  // Word writes the bullet of a list as text.
  const style = node.dataset.style ?? "";
  if (/mso-list:\s*ignore/i.test(style)) return "";
  const inside = [...node.childNodes].map(toMarkdown).join("");
  const text = inside.trim();
  const mark = MARKS_OF_ELEMENTS[node.tagName];
  // Some programs wrap the whole document in an element that takes the weight off.
  const isPlain = /font-weight:\s*(normal|400)/i.test(style);
  if (mark && text && !isPlain) return inside.replace(text, `${mark}${text}${mark}`);
  if (node.tagName === "A" && text && /^(https?|mailto):/.test(node.href)) return `[${text}](${node.href})`;
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "LI" || /MsoListParagraph/.test(node.className)) {
    const items = [...(node.parentElement?.children ?? [])];
    const number = node.parentElement?.tagName === "OL" ? `${items.indexOf(node) + 1}.` : "-";
    return text ? `\n${number} ${text}\n` : "";
  }
  if (/^H[1-6]$/.test(node.tagName)) return text ? `\n\n## ${text.replaceAll("**", "")}\n\n` : "";
  if (/^T[DH]$/.test(node.tagName)) return `${text} `;
  return BLOCKS.test(node.tagName) ? `\n\n${inside}\n\n` : inside;
};

const markdownOf = (html) => {
  // The policy of the page refuses styles, also in a document that is never shown.
  const { body } = new DOMParser().parseFromString(html.replace(/\sstyle\s*=/gi, " data-style="), "text/html");
  const text = toMarkdown(body).replace(/[ \t]+\n/g, "\n").replace(/\n[ \t]+/g, "\n");
  // Items of a list follow one another without an empty line.
  return text.replace(/\n{3,}/g, "\n\n").replace(/(\n(?:-|\d+\.) [^\n]*)\n\n(?=(?:-|\d+\.) )/g, "$1\n").trim();
};

const pasteAsMarkdown = (event) => {
  const html = event.clipboardData?.getData("text/html");
  const markdown = html && markdownOf(html);
  if (!markdown) return;
  event.preventDefault();
  const { value, selectionStart } = event.target;
  const isInsideLine = selectionStart > 0 && value[selectionStart - 1] !== "\n";
  const isBlock = /^(## |- |\d+\. )/.test(markdown);
  replaceSelection(event.target, (isInsideLine && isBlock ? "\n\n" : "") + markdown);
};

const addWritingBar = (field, labels) => {
  const bar = document.createElement("div");
  bar.className = "writing";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", labels.writing);
  for (const [name, { sign, look = "", act }] of Object.entries(WRITING_ACTIONS)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = look;
    button.title = labels[name];
    button.setAttribute("aria-label", labels[name]);
    button.textContent = sign;
    button.addEventListener("click", () => act(field));
    bar.append(button);
  }
  field.before(bar);
  field.addEventListener("paste", pasteAsMarkdown);
  field.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && WRITING_KEYS[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    WRITING_ACTIONS[name].act(field);
  });
};

const setUpWriting = (form) => {
  const labels = document.getElementById("writing-labels")?.dataset;
  if (!labels) return;
  for (const field of form.querySelectorAll("textarea[data-markdown]:not([readonly])")) addWritingBar(field, labels);
};
