// A calendar beside each field for a date, which can still be typed: a date may be a year or a month.
const writeDay = (field, day) => {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  field.value = new Date(day).toLocaleDateString(document.documentElement.lang, format);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

const offerCalendars = (root) => {
  for (const field of root.querySelectorAll("input[data-day]:not([readonly])")) {
    const picker = element("input", { type: "date", tabIndex: -1 });
    picker.setAttribute("aria-hidden", "true");
    picker.addEventListener("change", () => picker.value && writeDay(field, picker.value));
    const button = element("button", { type: "button", title: document.body.dataset.pickDay }, "▦");
    button.setAttribute("aria-label", `${button.title} – ${field.labels[0]?.innerText ?? ""}`);
    button.addEventListener("click", () => picker.showPicker());
    field.addEventListener("keydown", (event) => {
      if (!event.altKey || event.key !== "ArrowDown") return;
      event.preventDefault();
      picker.showPicker();
    });
    const box = element("span", { className: "dated" });
    field.before(box);
    box.append(field, button, picker);
  }
};

offerCalendars(document);
