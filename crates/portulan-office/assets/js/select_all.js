// A box in the heading of a list that ticks all its records.
for (const form of document.querySelectorAll("form.list[data-select-all]")) {
  const heading = form.querySelector("thead .tick");
  const boxes = [...form.querySelectorAll("input[name=record]")];
  if (heading && boxes.length > 0) {
    const label = document.createElement("label");
    const all = document.createElement("input");
    all.type = "checkbox";
    const text = document.createElement("span");
    text.textContent = form.dataset.selectAll;
    label.className = "select-all";
    label.append(all, text);
    form.querySelector(".bulk").prepend(label);
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    form.addEventListener("change", show);
  }
}
