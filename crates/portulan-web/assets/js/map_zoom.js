// Zooms and pans the chart: the view box moves; markers and names keep their size on the screen.
const limit = (n, low, high) => Math.min(Math.max(n, low), high);

const addZoom = (svg) => {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const ports = [...svg.querySelectorAll(".port")];
  let view = { x: 0, y: 0, w: width };
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
    const unit = view.w / box.width;
    return [view.x + (event.clientX - box.left) * unit, view.y + (event.clientY - box.top) * unit];
  };
  const buttons = svg.closest(".sea").querySelector(".zoom");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const which = event.target.dataset.zoom;
    if (which === "all") {
      view = { x: 0, y: 0, w: width };
      show();
    } else if (which) {
      zoom(which === "in" ? 0.6 : 1 / 0.6);
    }
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.w === width) return; // a page that scrolls is not held up by a map
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, ...at(event));
  }, { passive: false });
  svg.addEventListener("dblclick", (event) => {
    event.preventDefault();
    zoom(0.5, ...at(event));
  });

  const pointers = new Map();
  let moved = 0;
  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    moved = 0;
  });
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
      view.x -= dx;
      view.y -= dy;
      show();
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  // A drag that ends on a marker is no click.
  const swallow = (event) => {
    if (moved > 6) event.preventDefault();
  };
  svg.addEventListener("click", swallow, true);
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
};
