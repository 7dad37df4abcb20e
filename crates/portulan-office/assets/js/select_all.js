// A box in the heading of a list that ticks all its records.
for (const form of document.querySelectorAll("form.list[data-select-all]")) {
  const heading = form.querySelector("thead .tick");
  const boxes = [...form.querySelectorAll("input[name=record]")];
  if (heading && boxes.length > 0) {
    const all = element("input", { type: "checkbox" });
    const text = element("span", {}, form.dataset.selectAll);
    form.querySelector(".bulk").prepend(element("label", { className: "select-all" }, all, text));
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
