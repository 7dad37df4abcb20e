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

// The number of stars that a text ends with, or starts with.
const starsAtEnd = (text) => /\**$/.exec(text)[0].length;
const starsAtStart = (text) => /^\**/.exec(text)[0].length;

// True if a mark is among some stars: two are bold, one is italic, three are both.
const hasMark = (stars, mark) => stars === 3 || stars === mark.length;

// Writes a mark around the selection, or takes it away. Without a selection, the text is written between the marks;
// before a mark that closes, the key leaves it.
const surround = (field, mark) => {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const inside = chosen.slice(mark.length, -mark.length);
  const isMarked = chosen.length >= mark.length * 2 && hasMark(starsAtStart(chosen), mark);
  if (isMarked && hasMark(starsAtEnd(chosen), mark)) {
    replaceSelection(field, inside);
    field.setSelectionRange(start, start + inside.length);
    return;
  }
  const closes = hasMark(starsAtStart(value.slice(end)), mark);
  const opens = hasMark(starsAtEnd(value.slice(0, start)), mark);
  if (opens && closes) {
    field.setSelectionRange(start - mark.length, end + mark.length);
    replaceSelection(field, chosen);
    field.setSelectionRange(start - mark.length, end - mark.length);
  } else if (!chosen && closes) {
    field.setSelectionRange(end + mark.length, end + mark.length);
  } else {
    // A mark beside a space is no mark.
    const text = chosen.trim();
    const before = chosen.slice(0, chosen.indexOf(text));
    const after = chosen.slice(before.length + text.length);
    replaceSelection(field, before + mark + text + mark + after);
    const first = start + before.length + mark.length;
    field.setSelectionRange(first, first + text.length);
  }
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
const BLOCKS = /^(P|DIV|SECTION|ARTICLE|BLOCKQUOTE|UL|OL|H[1-6])$/;

// The mark of an item of a list: its number, or a dash.
const itemMark = (item) => {
  const items = [...(item.parentElement?.children ?? [])];
  return item.parentElement?.tagName === "OL" ? `${items.indexOf(item) + 1}. ` : "- ";
};

// The text of an item and of the lists in it, whose lines are indented as far as its text.
const itemToMarkdown = (item) => {
  const isList = (child) => /^(UL|OL)$/.test(child.tagName ?? "");
  const children = [...item.childNodes];
  const own = children.filter((child) => !isList(child)).map(toMarkdown).join("").trim();
  const mark = itemMark(item);
  const inner = children.filter(isList).map((list) => toMarkdown(list).trim()).filter(Boolean).join("\n");
  const indent = " ".repeat(mark.length);
  const lines = [own.replace(/\n+/g, " "), ...inner.split("\n").filter(Boolean)];
  const text = lines.map((line, place) => (place === 0 ? mark + line : indent + line)).join("\n");
  return own || inner ? `\n${text}\n` : "";
};

// True for the text that Word writes as the bullet or the number of an item.
const isWordMark = (node) => /mso-list:\s*ignore/i.test(node.dataset.style ?? "");

// The mark of a paragraph of Word that is an item: its number, 1 for letters such as “a)” and “ii.”, or else a dash.
// Markdown counts from the first number of a list.
const wordItemMark = (node) => {
  const mark = [...node.querySelectorAll("[data-style]")].find(isWordMark)?.textContent.trim() ?? "";
  const [, count] = /^\(?(\d{1,9}|[a-z]{1,4})[.)]/i.exec(mark) ?? [];
  if (!count) return "- ";
  return `${Number(count) || 1}. `;
};

// A paragraph of Word that is an item of a list; its style has the level, which is three spaces in Markdown.
const wordItemToMarkdown = (node, inside, style) => {
  const level = Number(/level(\d)/.exec(style)?.[1] ?? 1);
  const text = inside.trim();
  return text ? `\n${"   ".repeat(Math.max(0, level - 1))}${wordItemMark(node)}${text}\n` : "";
};

// A table of several columns; of one column, its lines.
const tableToMarkdown = (table) => {
  const cell = (node) => toMarkdown(node).trim().replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
  const rows = [...table.rows].map((row) => [...row.cells].map(cell)).filter((row) => row.some(Boolean));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width < 2 || rows.length < 2) return `\n\n${rows.map((row) => row.join(" ")).join("\n\n")}\n\n`;
  const line = (row) => `| ${Array.from({ length: width }, (_, place) => row[place] ?? "").join(" | ")} |`;
  const [head, ...others] = rows.map(line);
  return `\n\n${[head, line(Array(width).fill("---")), ...others].join("\n")}\n\n`;
};

// The Markdown of an element of a pasted document.
const toMarkdown = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|META|TITLE|IMG)$/.test(node.tagName)) return "";
  if (isWordMark(node)) return "";
  const style = node.dataset.style ?? "";
  if (node.tagName === "LI") return itemToMarkdown(node);
  if (node.tagName === "TABLE") return tableToMarkdown(node);
  const inside = [...node.childNodes].map(toMarkdown).join("");
  const text = inside.trim();
  const mark = MARKS_OF_ELEMENTS[node.tagName];
  // Some programs wrap the whole document in an element that takes the weight off.
  const isPlain = /font-weight:\s*(normal|400)/i.test(style);
  if (mark && text && !isPlain) return inside.replace(text, `${mark}${text}${mark}`);
  if (node.tagName === "A" && text && /^(https?|mailto):/.test(node.href)) return `[${text}](${node.href})`;
  if (node.tagName === "BR") return "\n";
  if (/MsoListParagraph/.test(node.className)) return wordItemToMarkdown(node, inside, style);
  if (/^H[1-6]$/.test(node.tagName)) return text ? `\n\n## ${text.replaceAll("**", "")}\n\n` : "";
  return BLOCKS.test(node.tagName) ? `\n\n${inside}\n\n` : inside;
};

const markdownOf = (html) => {
  // The policy of the page refuses styles, also in a document that is never shown.
  const { body } = new DOMParser().parseFromString(html.replace(/\sstyle\s*=/gi, " data-style="), "text/html");
  const text = toMarkdown(body).replace(/[ \t]+\n/g, "\n").replace(/\n[ \t]+(?![ \t]*(-|\d+\.) )/g, "\n");
  // Items of a list follow one another without an empty line; a list with other marks is another list.
  const item = /^( *)(-|\d+\.)( [^\n]*)\n\n(?=( *)(-|\d+\.) )/gm;
  const closeUp = (lines, indent, mark, own, nextIndent, nextMark) => {
    const isOther = indent === nextIndent && (mark === "-") !== (nextMark === "-");
    return isOther ? lines : `${indent}${mark}${own}\n`;
  };
  return text.replace(/\n{3,}/g, "\n\n").replace(item, closeUp).trim();
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
