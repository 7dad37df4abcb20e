// Adds a picture to the form of a record: the file becomes a record of its own, to which the form then refers.
const setUpPictureAdder = (form, send) => {
  const template = document.getElementById("picture-adder");
  const list = form.querySelector("[id='g/media']");
  if (!template || !list) return;
  const adder = template.content.firstElementChild.cloneNode(true);
  const outcome = adder.querySelector(".outcome");
  const fields = [...adder.querySelectorAll("input")].map((input) => [input.name, input]);
  const upload = async () => {
    if (!fields.every(([, input]) => input.reportValidity())) return;
    const body = new FormData();
    for (const [name, input] of fields) body.append(name, input.files?.[0] ?? input.value);
    outcome.textContent = template.dataset.going;
    const answer = await fetch("/office/media/upload", { method: "POST", body }).catch(() => null);
    const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = page?.querySelector(".results a");
    if (link) send(`attach:/media:${link.getAttribute("href").split("/").pop()}`);
    else outcome.textContent = page?.querySelector(".results .problem")?.textContent ?? template.dataset.failed;
  };
  adder.querySelector("button").addEventListener("click", upload);
  for (const [, input] of fields) {
    // The fields describe the picture: the form of the record leaves them out.
    input.removeAttribute("name");
    input.addEventListener("input", (event) => event.stopPropagation());
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || input.type === "file") return;
      event.preventDefault();
      upload();
    });
  }
  list.append(adder);
};
