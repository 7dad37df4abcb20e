// Shows what a port is when the pointer or the focus is on it.
const addPreviews = (svg) => {
  const sea = svg.closest(".sea");
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
    const isRoomAtRight = x + preview.offsetWidth + 24 < box.width;
    const left = isRoomAtRight ? x + 18 : x - preview.offsetWidth - 18;
    const [lastLeft, lastTop] = [box.width - preview.offsetWidth - 4, box.height - preview.offsetHeight - 4];
    preview.style.left = `${limit(left, 4, Math.max(4, lastLeft))}px`;
    preview.style.top = `${limit(y + 18, 4, Math.max(4, lastTop))}px`;
  };
  const conceal = () => {
    preview.hidden = true;
  };
  for (const port of svg.querySelectorAll(".port")) {
    port.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && reveal(port));
    port.addEventListener("focus", () => port.matches(":focus-visible") && reveal(port));
    port.addEventListener("pointerleave", conceal);
    port.addEventListener("blur", conceal);
  }
  addEventListener("keydown", (event) => event.key === "Escape" && conceal());
};
