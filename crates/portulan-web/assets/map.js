// The chart: zoom, pan, previews, and filters without a reload. Without this script it is a plain map of links.
(() => {
  const svg = document.querySelector(".chart");
  if (!svg) return;
  const sea = svg.closest(".sea");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const ports = [...svg.querySelectorAll(".port")];

  // Zoom and pan: the view box moves; markers and names keep their size on the screen.
  let view = { x: 0, y: 0, w: width };
  const limit = (n, low, high) => Math.min(Math.max(n, low), high);
  const show = () => {
    view.w = limit(view.w, width / 12, width);
    const h = view.w * height / width;
    view.x = limit(view.x, 0, width - view.w);
    view.y = limit(view.y, 0, height - h);
    svg.setAttribute("viewBox", [view.x, view.y, view.w, h].map((n) => n.toFixed(2)).join(" "));
    const scale = view.w / width;
    svg.classList.toggle("near", scale < 0.7);
    for (const group of [...ports, ...svg.querySelectorAll(".home")]) {
      const dot = group.querySelector(".dot, .anchor");
      const [x, y] = [dot.getAttribute("cx"), dot.getAttribute("cy")];
      group.setAttribute("transform", scale === 1 ? "" : `translate(${x} ${y}) scale(${scale}) translate(${-x} ${-y})`);
    }
    svg.style.touchAction = scale < 1 ? "none" : "";
  };
  const zoom = (factor, cx = view.x + view.w / 2, cy = view.y + view.w * height / width / 2) => {
    const w = limit(view.w * factor, width / 12, width);
    view = { x: cx - (cx - view.x) * w / view.w, y: cy - (cy - view.y) * w / view.w, w };
    show();
  };
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [view.x + (event.clientX - box.left) / box.width * view.w, view.y + (event.clientY - box.top) / box.width * view.w];
  };
  const buttons = sea.querySelector(".zoom");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const which = event.target.dataset.zoom;
    if (which === "all") { view = { x: 0, y: 0, w: width }; show(); }
    else if (which) zoom(which === "in" ? 0.6 : 1 / 0.6);
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.w === width) return; // a page that scrolls is not held up by a map
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, ...at(event));
  }, { passive: false });
  svg.addEventListener("dblclick", (event) => { event.preventDefault(); zoom(0.5, ...at(event)); });

  const pointers = new Map();
  let moved = 0;
  svg.addEventListener("pointerdown", (event) => { pointers.set(event.pointerId, event); moved = 0; });
  addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const unit = view.w / svg.getBoundingClientRect().width;
    const [dx, dy] = [(event.clientX - before.clientX) * unit, (event.clientY - before.clientY) * unit];
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, e]) => e);
      const distance = (e) => Math.hypot(e.clientX - other.clientX, e.clientY - other.clientY) || 1;
      zoom(distance(before) / distance(event), ...at(other));
    } else if (view.w < width) {
      view.x -= dx; view.y -= dy; show();
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => pointers.delete(event.pointerId));
  // A drag that ends on a marker is no click.
  svg.addEventListener("click", (event) => { if (moved > 6) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  // A marker that gets the keyboard's focus outside the view is brought into it.
  svg.addEventListener("focusin", (event) => {
    const port = event.target.closest(".port");
    if (!port || view.w === width) return;
    const dot = port.querySelector(".dot");
    view.x = dot.getAttribute("cx") - view.w / 2;
    view.y = dot.getAttribute("cy") - view.w * height / width / 2;
    show();
  });

  // Previews.
  const preview = sea.querySelector(".preview");
  const reveal = (port) => {
    const [name, place, summary] = preview.children;
    name.textContent = port.dataset.name;
    place.textContent = port.dataset.place;
    summary.textContent = port.dataset.summary;
    preview.hidden = false;
    const box = sea.getBoundingClientRect();
    const dot = port.querySelector(".dot").getBoundingClientRect();
    const [x, y] = [dot.left + dot.width / 2 - box.left, dot.top + dot.height / 2 - box.top];
    const right = x + preview.offsetWidth + 24 < box.width;
    preview.style.left = `${limit(right ? x + 18 : x - preview.offsetWidth - 18, 4, Math.max(4, box.width - preview.offsetWidth - 4))}px`;
    preview.style.top = `${limit(y + 18, 4, Math.max(4, box.height - preview.offsetHeight - 4))}px`;
  };
  const conceal = () => { preview.hidden = true; };
  for (const port of ports) {
    port.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && reveal(port));
    port.addEventListener("focus", () => port.matches(":focus-visible") && reveal(port));
    port.addEventListener("pointerleave", conceal);
    port.addEventListener("blur", conceal);
  }
  addEventListener("keydown", (event) => event.key === "Escape" && conceal());

  // Filters without a reload; the address follows, so that it can be shared.
  const form = document.querySelector(".filters");
  if (!form || !form.dataset.count) return;
  const live = document.querySelector(".live");
  const clear = form.querySelector(".clear");
  const lists = { theme: "themes", sdg: "sdgs", country: "country", status: "status", kind: "kind" };
  form.querySelector("button").hidden = true;
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    let shown = 0;
    for (const port of ports) {
      const fits = wanted.every(([name, value]) => (port.dataset[lists[name]] || "").split(" ").includes(value));
      const href = port.getAttribute("href");
      port.classList.toggle("off", !fits);
      fits ? port.removeAttribute("tabindex") : port.setAttribute("tabindex", "-1");
      svg.querySelector(`.route[data-for="${CSS.escape(href)}"]`)?.classList.toggle("off", !fits);
      document.querySelector(`.card[data-port="${CSS.escape(href.split("/").pop())}"]`)?.classList.toggle("off", !fits);
      shown += fits;
    }
    live.textContent = wanted.length ? form.dataset.count.replace("%", shown) : "";
    clear.hidden = !wanted.length;
    history.replaceState(null, "", wanted.length ? `?${new URLSearchParams(wanted)}` : location.pathname);
  };
  // Cards that a server-side filter left out can only come back with a page.
  const whole = !location.search;
  form.addEventListener("change", () => whole ? apply() : form.submit());
  clear.addEventListener("click", (event) => {
    if (!whole) return;
    event.preventDefault();
    form.reset();
    apply();
    form.querySelector("select").focus();
  });
})();
