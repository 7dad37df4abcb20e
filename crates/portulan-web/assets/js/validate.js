// Sends the file without leaving the page, shows how far it is, and the report as it comes.
const form = document.querySelector(".judge");
const input = form.querySelector("input");
const drop = form.querySelector(".drop");
const bar = form.querySelector("progress");
const live = document.querySelector(".live");
const report = document.querySelector("#report");
form.querySelector(".hint").hidden = false;

let running;
const send = () => {
  if (!input.files.length) return form.reportValidity();
  running?.abort();
  const request = running = new XMLHttpRequest();
  request.open("POST", `${form.action}?part=report`);
  bar.hidden = false;
  bar.removeAttribute("value");
  live.classList.remove("unseen");
  live.textContent = live.dataset.sending;
  report.replaceChildren();
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  };
  let shown = 0;
  const show = () => {
    report.innerHTML = request.responseText;
    shown = Date.now();
  };
  request.onprogress = () => {
    if (request.status === 200 && Date.now() - shown > 250) show();
  };
  request.onload = () => {
    if (request.status === 200) {
      show();
      // Heard, not seen: it stands in the report.
      live.classList.add("unseen");
      live.textContent = report.querySelector(".verdict strong")?.textContent ?? "";
      report.querySelector("h2")?.scrollIntoView({ block: "start" });
    } else {
      live.textContent = request.responseText;
    }
  };
  request.onerror = () => {
    live.textContent = live.dataset.failed;
  };
  request.onloadend = () => {
    bar.hidden = true;
  };
  request.send(new FormData(form));
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
const over = (on) => (event) => {
  event.preventDefault();
  drop.classList.toggle("over", on);
};
for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, over(true));
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, over(false));
drop.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  send();
});
