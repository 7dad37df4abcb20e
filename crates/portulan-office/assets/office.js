// The office works without this file. With it, items move without a new page, drafts are kept, and a question is
// asked before what cannot be undone.
(() => {
  const narrow = matchMedia("(max-width: 52rem)");
  const fold = () => document.querySelectorAll(".menu details").forEach((d) => { d.open = !narrow.matches; });
  fold();
  narrow.addEventListener("change", fold);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sure]");
    if (button && !confirm(button.dataset.sure)) event.preventDefault();
  });

  const drop = document.querySelector("[data-drop]");
  if (drop) {
    drop.hidden = false;
    drop.addEventListener("click", async () => {
      const answer = await fetch(drop.dataset.drop, { method: "DELETE" });
      if (answer.ok) { dirty = false; location.reload(); }
    });
  }

  let form = document.querySelector("form.record");
  if (!form) return;
  let dirty = false;
  let timer = 0;
  let kept = "";
  let sending = null;

  const data = () => new URLSearchParams(new FormData(form));
  const keep = async () => {
    const now = data().toString();
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
    if (!answer || !answer.ok) return;
    kept = now;
    const line = form.querySelector(".kept");
    if (line) line.textContent = `${form.dataset.kept} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`;
  };

  const watch = () => {
    kept = data().toString();
    form.addEventListener("input", () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(keep, 1500);
    });
    // What is named and not there can be made on the spot.
    form.addEventListener("change", (event) => {
      const input = event.target, list = input.list;
      if (!list || !form.dataset.create || /^names-(language|target|sector)$/.test(list.id)) return;
      input.parentElement.querySelector(".create")?.remove();
      const value = input.value.trim();
      const known = [...list.options].some((o) => o.value.toLowerCase() === value.toLowerCase());
      if (!value || known) return;
      const button = document.createElement("button");
      button.className = "add create";
      button.name = "do";
      button.value = `create:${input.name}`;
      button.textContent = form.dataset.create.replace("…", value);
      input.after(button);
    });
    form.addEventListener("submit", async (event) => {
      const verb = event.submitter ? event.submitter.value : "save";
      clearTimeout(timer);
      // A draft under way must not arrive after what is saved.
      sending?.abort();
      if (!/^(add|up|down|remove|create|tongue)\b/.test(verb)) { dirty = false; return; }
      event.preventDefault();
      const body = data();
      body.append("do", verb);
      const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
      if (!answer || !answer.ok) { form.submit(); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const open = [...form.querySelectorAll("details[open]")].map((d) => d.querySelector("[id]")?.id);
      form.replaceWith(page.querySelector("form.record"));
      form = document.querySelector("form.record");
      for (const id of open) document.getElementById(id)?.closest("details")?.setAttribute("open", "");
      watch();
      dirty = true;
      land(verb);
    });
  };

  // The keyboard stays where the change was made.
  const land = (verb) => {
    const [what, path = ""] = verb.split(/:(.*)/);
    const at = path.lastIndexOf("/");
    const list = path.slice(0, at), index = Number(path.slice(at + 1));
    const first = (node) => node?.querySelector("input:not([type=hidden]),textarea,select,button");
    const items = what === "add" ? document.getElementById(`g${path}`)?.querySelectorAll(":scope > ol > li") : null;
    const target = what === "add" ? first(items?.[items.length - 1])
      : what === "up" ? document.querySelector(`button[value="up:${list}/${index - 1}"]`) || document.querySelector(`button[value="down:${list}/${index - 1}"]`)
      : what === "down" ? document.querySelector(`button[value="down:${list}/${index + 1}"]`) || document.querySelector(`button[value="up:${list}/${index + 1}"]`)
      : what === "remove" ? document.querySelector(`button[value="add:${list}"]`)
      : document.getElementById(`f${path}`);
    target?.focus();
  };

  addEventListener("beforeunload", () => { if (dirty && data().toString() !== kept) keep(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.querySelector("button[value=save]")?.click();
    }
  });
  watch();
})();
