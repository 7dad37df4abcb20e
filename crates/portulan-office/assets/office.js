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

  // Passkeys are the browser's: it makes them, and answers with them.
  const post = async (path, body) => {
    const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const json = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(json.problem || "");
    return json;
  };
  for (const key of document.querySelectorAll("form.passkey")) {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
    key.hidden = false;
    key.addEventListener("submit", async (event) => {
      event.preventDefault();
      const line = key.querySelector("[role=alert]");
      line.hidden = true;
      try {
        const fields = Object.fromEntries(new FormData(key));
        const { token, options } = await post(key.dataset.begin, fields);
        const adds = Boolean(options.publicKey.user);
        const credential = adds
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
        const done = await post(`${key.dataset.begin}/answer`, { token, credential: credential.toJSON(), next: fields.next || "" });
        location.assign(done.next);
      } catch (error) {
        line.textContent = (!(error instanceof DOMException) && error.message) || key.dataset.failed;
        line.hidden = false;
      }
    });
  }

  // Pictures go one after the other, each with its own progress.
  const box = document.querySelector("form.drop");
  if (box) {
    const input = box.querySelector("input[type=file]"), list = box.querySelector(".sending");
    const queue = [];
    let busy = false;
    const next = () => {
      const job = queue.shift();
      busy = Boolean(job);
      if (!job) { input.value = ""; return; }
      const body = new FormData();
      body.append("files", job.file);
      const request = new XMLHttpRequest();
      request.open("POST", box.action);
      request.responseType = "document";
      request.upload.onprogress = (e) => { if (e.lengthComputable) job.bar.value = e.loaded / e.total; };
      request.onload = () => {
        const row = request.response?.querySelector(".results li");
        if (row) job.row.replaceWith(row); else job.say(box.dataset.failed);
        next();
      };
      request.onerror = () => { job.say(box.dataset.failed); next(); };
      request.send(body);
    };
    const send = (files) => {
      for (const file of files) {
        const row = document.createElement("li"), bar = document.createElement("progress"), name = document.createElement("span");
        name.textContent = file.name;
        bar.setAttribute("aria-label", `${box.dataset.going}: ${file.name}`);
        bar.value = 0;
        row.append(name, bar);
        list.append(row);
        const say = (text) => { const p = document.createElement("p"); p.className = "problem error"; p.textContent = text; bar.replaceWith(p); };
        queue.push({ file, row, bar, say });
      }
      if (!busy) next();
    };
    box.addEventListener("submit", (event) => { event.preventDefault(); send(input.files); });
    input.addEventListener("change", () => send(input.files));
    for (const name of ["dragenter", "dragover"]) box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => { event.preventDefault(); send(event.dataTransfer.files); });
  }

  // What must stay in sight is shown on the picture, and set by a click on it.
  const shown = document.querySelector(".shown"), x = document.getElementById("f/focus/x"), y = document.getElementById("f/focus/y");
  if (shown && x && y && !x.readOnly) {
    const aim = document.createElement("span");
    aim.className = "aim";
    const place = () => {
      aim.hidden = x.value === "" || y.value === "";
      aim.style.left = `${x.value}%`;
      aim.style.top = `${y.value}%`;
    };
    shown.classList.add("aims");
    shown.append(aim);
    shown.querySelector("img").addEventListener("click", (event) => {
      const at = event.target.getBoundingClientRect();
      x.value = Math.round((100 * (event.clientX - at.left)) / at.width);
      y.value = Math.round((100 * (event.clientY - at.top)) / at.height);
      place();
      x.dispatchEvent(new Event("input", { bubbles: true }));
    });
    for (const field of [x, y]) field.addEventListener("input", place);
    place();
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
    const line = form.querySelector(".kept");
    if (!answer || !answer.ok) {
      if (line && !sending.signal.aborted) line.textContent = form.dataset.unkept;
      return;
    }
    kept = now;
    if (line) line.textContent = `${form.dataset.kept} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`;
  };

  const watch = () => {
    points();
    drags();
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
      if (!/^(add|up|down|move|remove|create|tongue|show)\b/.test(verb)) { dirty = false; return; }
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

  // Points are chosen on a map, in degrees: the picture is as wide as the world is long.
  const points = () => {
    for (const lat of form.querySelectorAll("input[name$='/lat']:not([readonly])")) {
      const lon = document.getElementById(lat.id.replace(/lat$/, "lon"));
      const set = lat.closest("fieldset");
      if (!lon || set.querySelector(".point")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "add point";
      button.textContent = form.dataset.point;
      button.addEventListener("click", () => choose(lat, lon));
      set.querySelector(".inner").append(button);
    }
  };
  const choose = (lat, lon) => {
    const number = (field) => Number(field.value.replace(",", ".").replace("\u2212", "-"));
    const dialog = document.createElement("dialog"), sea = document.createElement("div"), globe = document.createElement("div");
    const world = document.createElement("img"), aim = document.createElement("span"), bar = document.createElement("p");
    dialog.className = "globe";
    dialog.setAttribute("aria-label", form.dataset.point);
    sea.className = "sea";
    globe.className = "round";
    world.src = form.dataset.world;
    world.alt = form.dataset.pointHelp;
    aim.className = "aim";
    let zoom = 1;
    const place = () => {
      aim.hidden = lat.value === "" || lon.value === "";
      aim.style.left = `${(number(lon) + 180) / 3.6}%`;
      aim.style.top = `${(90 - number(lat)) / 1.8}%`;
    };
    const scale = (to) => {
      zoom = Math.min(16, Math.max(1, to));
      globe.style.width = `${100 * zoom}%`;
      if (!aim.hidden) sea.scrollTo(aim.offsetLeft - sea.clientWidth / 2, aim.offsetTop - sea.clientHeight / 2);
    };
    const push = (text, quiet, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      if (quiet) button.className = "quiet";
      button.addEventListener("click", act);
      bar.append(button);
    };
    const help = document.createElement("span");
    help.textContent = form.dataset.pointHelp;
    bar.className = "actions";
    bar.append(help);
    push(form.dataset.in, true, () => scale(zoom * 2));
    push(form.dataset.out, true, () => scale(zoom / 2));
    push(form.dataset.done, false, () => dialog.close());
    world.addEventListener("click", (event) => {
      const box = world.getBoundingClientRect();
      lon.value = ((360 * (event.clientX - box.left)) / box.width - 180).toFixed(4);
      lat.value = (90 - (180 * (event.clientY - box.top)) / box.height).toFixed(4);
      place();
      lat.dispatchEvent(new Event("input", { bubbles: true }));
    });
    globe.append(world, aim);
    sea.append(globe);
    dialog.append(bar, sea);
    dialog.addEventListener("close", () => { dialog.remove(); lat.focus(); });
    document.body.append(dialog);
    dialog.showModal();
    place();
    scale(aim.hidden ? 1 : 8);
  };

  // Items are dragged by their buttons' strip; the server moves them, as it does for the buttons.
  const drags = () => {
    for (const strip of form.querySelectorAll(".moves")) {
      const item = strip.closest("li"), list = item.parentElement;
      if (list.children.length < 2) continue;
      strip.draggable = true;
      strip.addEventListener("dragstart", (event) => {
        event.dataTransfer.setData("text/plain", item.id);
        event.dataTransfer.setDragImage(item, 0, 0);
        event.stopPropagation();
      });
      item.addEventListener("dragover", (event) => { event.preventDefault(); event.stopPropagation(); item.classList.add("over"); });
      item.addEventListener("dragleave", () => item.classList.remove("over"));
      item.addEventListener("drop", (event) => {
        event.preventDefault();
        event.stopPropagation();
        item.classList.remove("over");
        const from = document.getElementById(event.dataTransfer.getData("text/plain"));
        if (!from || from === item || from.parentElement !== list) return;
        const button = document.createElement("button");
        button.name = "do";
        button.value = `move:${from.id.slice(1)}:${item.id.split("/").pop()}`;
        button.hidden = true;
        list.append(button);
        form.requestSubmit(button);
      });
    }
  };

  // The keyboard stays where the change was made.
  const land = (verb) => {
    const [what, path = ""] = verb.split(/:(.*)/);
    const at = path.lastIndexOf("/");
    const list = path.slice(0, at), index = Number(path.slice(at + 1));
    const first = (node) => node?.querySelector("input:not([type=hidden]),textarea,select,button");
    const items = what === "add" ? document.getElementById(`g${path}`)?.querySelectorAll(":scope > ol > li") : null;
    const shown = what === "show" ? document.getElementById(`i${path.replace(/:(\d+)$/, "/$1")}`) : null;
    const target = what === "add" ? first(items?.[items.length - 1])
      : what === "up" ? document.querySelector(`button[value="up:${list}/${index - 1}"]`) || document.querySelector(`button[value="down:${list}/${index - 1}"]`)
      : what === "down" ? document.querySelector(`button[value="down:${list}/${index + 1}"]`) || document.querySelector(`button[value="up:${list}/${index + 1}"]`)
      : what === "remove" ? document.querySelector(`button[value="add:${list}"]`)
      : what === "show" ? shown?.querySelector("summary") ?? first(shown)
      : document.getElementById(`f${path}`);
    // The item that is shown stays folded; what it is in does not.
    for (let around = (shown?.parentElement ?? target)?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
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
