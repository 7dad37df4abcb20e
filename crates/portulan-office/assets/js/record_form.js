// Keeps drafts of a record, and sends the buttons of its lists without a new page.
let form = document.querySelector("form.record");
let isDirty = false;
let draftTimer = 0;
let kept = "";
let sending = null;

// Verbs that change the form, and leave the record as it is.
const FORM_VERBS = /^(add|attach|up|down|move|remove|create|tongue|show|sum|find|place)\b/;

const formData = () => new URLSearchParams(new FormData(form));

const keepDraft = async () => {
  const now = formData().toString();
  if (now === kept) return;
  sending = new AbortController();
  const answer = await fetch(form.dataset.draft, {
    method: "POST",
    body: now,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    signal: sending.signal,
    // Browsers let no more than 64 KiB outlive a page.
    keepalive: now.length < 60000,
  }).catch(() => null);
  const line = form.querySelector(".kept");
  if (!answer?.ok) {
    if (line && !sending.signal.aborted) line.textContent = form.dataset.unkept;
    return;
  }
  kept = now;
  if (!line) return;
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  line.textContent = `${form.dataset.kept} ${time}`;
};

const keepSoon = () => {
  isDirty = true;
  clearTimeout(draftTimer);
  draftTimer = setTimeout(keepDraft, 1500);
};

const POINTER_DELAY_MS = 50;

// True while a button of the mouse, or a finger, is down.
let isPointerDown = false;
addEventListener("pointerdown", () => {
  isPointerDown = true;
});
for (const end of ["pointerup", "pointercancel"]) {
  // The click follows the end of the press.
  addEventListener(end, () => setTimeout(() => {
    isPointerDown = false;
  }));
}

// Offers to create what is named and does not exist.
const offerToCreate = async (input) => {
  const list = input.list;
  if (list?.dataset.records === undefined || !form.dataset.create) return;
  await complete(input);
  // A button that appears under the pointer would move the one that is being clicked.
  while (isPointerDown) await new Promise((done) => setTimeout(done, POINTER_DELAY_MS));
  input.parentElement.querySelectorAll(".create").forEach((button) => button.remove());
  const value = input.value.trim();
  const isKnown = [...list.options].some((option) => option.value.toLowerCase() === value.toLowerCase());
  if (!value || isKnown) return;
  const create = { className: "add create", name: "do", value: `create:${input.name}` };
  input.after(element("button", create, form.dataset.create.replace("…", value)));
};

// Offers to put back the item that a button removed, until something else is typed.
const offerUndo = (before, path) => {
  const button = element("button", { type: "button", className: "quiet" }, form.dataset.undo);
  const note = element("p", { className: "note" }, `${form.dataset.removed} `, button);
  note.setAttribute("role", "status");
  button.addEventListener("click", () => {
    form.replaceWith(before);
    form = before;
    keepSoon();
    buttonOf("remove", path)?.focus();
  });
  document.getElementById(`g${path.slice(0, path.lastIndexOf("/"))}`)?.append(note);
  form.addEventListener("input", () => note.remove(), { once: true });
};

// Sends a verb to the server, and puts the form that it answers in the place of this one.
const replaceForm = async (verb) => {
  const body = formData();
  body.append("do", verb);
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) {
    form.submit();
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = [...form.querySelectorAll("details[open]")].map((details) => details.querySelector("[id]")?.id);
  const before = form;
  form.replaceWith(page.querySelector("form.record"));
  form = document.querySelector("form.record");
  offerCalendars(form);
  for (const id of open) document.getElementById(id)?.closest("details")?.setAttribute("open", "");
  watchForm();
  isDirty = true;
  if (verb.startsWith("remove:")) offerUndo(before, verb.slice(verb.indexOf(":") + 1));
  focusAfter(verb);
};

const watchForm = () => {
  offerMaps(form);
  watchPlaceSearch(form);
  makeDraggable(form);
  setUpAllFields(form);
  setUpWriting(form);
  setUpPictureAdder(form, replaceForm);
  kept = formData().toString();
  form.addEventListener("input", keepSoon);
  form.addEventListener("paste", pasteRows);
  form.addEventListener("change", (event) => offerToCreate(event.target));
  form.addEventListener("submit", (event) => {
    const verb = event.submitter ? event.submitter.value : "save";
    clearTimeout(draftTimer);
    // A draft under way must not arrive after what is saved.
    sending?.abort();
    if (FORM_VERBS.test(verb)) {
      event.preventDefault();
      replaceForm(verb);
    } else {
      isDirty = false;
    }
  });
};

const dropDraft = document.querySelector("[data-drop]");
if (dropDraft) {
  dropDraft.hidden = false;
  dropDraft.addEventListener("click", async () => {
    const answer = await fetch(dropDraft.dataset.drop, { method: "DELETE" });
    if (!answer.ok) return;
    isDirty = false;
    location.reload();
  });
}

if (form) {
  addEventListener("beforeunload", () => {
    if (isDirty && formData().toString() !== kept) keepDraft();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    form.querySelector("button[value=save]")?.click();
  });
  watchForm();
}
