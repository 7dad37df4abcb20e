// Drags items by the strip of their buttons. The server moves them, as it does for the buttons.
const makeDraggable = (form) => {
  for (const strip of form.querySelectorAll(".moves")) {
    const item = strip.closest("li, tbody");
    const list = item.parentElement;
    if (list.querySelectorAll(":scope > [id^='i/']").length < 2) continue;
    strip.draggable = true;
    strip.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", item.id);
      event.dataTransfer.setDragImage(item, 0, 0);
      event.stopPropagation();
    });
    item.addEventListener("dragover", (event) => {
      event.preventDefault();
      event.stopPropagation();
      item.classList.add("over");
    });
    item.addEventListener("dragleave", () => item.classList.remove("over"));
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      item.classList.remove("over");
      const from = document.getElementById(event.dataTransfer.getData("text/plain"));
      if (!from || from === item || from.parentElement !== list) return;
      const value = `move:${from.id.slice(1)}:${item.id.split("/").pop()}`;
      const button = element("button", { name: "do", value, hidden: true });
      list.append(button);
      form.requestSubmit(button);
    });
  }
};
