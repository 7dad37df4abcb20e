// Shows on a picture what must stay in sight when it is cropped, and sets it by a click.
const shown = document.querySelector(".shown");
const focusX = document.getElementById("f/focus/x");
const focusY = document.getElementById("f/focus/y");
if (shown && focusX && focusY && !focusX.readOnly) {
  const aim = document.createElement("span");
  aim.className = "aim";
  const place = () => {
    aim.hidden = focusX.value === "" || focusY.value === "";
    aim.style.left = `${focusX.value}%`;
    aim.style.top = `${focusY.value}%`;
  };
  shown.classList.add("aims");
  shown.append(aim);
  shown.querySelector("img").addEventListener("click", (event) => {
    const box = event.target.getBoundingClientRect();
    focusX.value = Math.round((100 * (event.clientX - box.left)) / box.width);
    focusY.value = Math.round((100 * (event.clientY - box.top)) / box.height);
    place();
    focusX.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const field of [focusX, focusY]) field.addEventListener("input", place);
  place();
}
