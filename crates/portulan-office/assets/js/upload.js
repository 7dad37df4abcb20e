// Sends pictures one after the other, each with its own progress.
const uploadForm = document.querySelector("form.drop");
if (uploadForm) {
  const input = uploadForm.querySelector("input[type=file]");
  const list = uploadForm.querySelector(".sending");
  const queue = [];
  let busy = false;
  const next = () => {
    const job = queue.shift();
    busy = Boolean(job);
    if (!job) {
      input.value = "";
      return;
    }
    const body = new FormData();
    body.append("files", job.file);
    const request = new XMLHttpRequest();
    request.open("POST", uploadForm.action);
    request.responseType = "document";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) job.bar.value = event.loaded / event.total;
    };
    request.onload = () => {
      const row = request.response?.querySelector(".results li");
      if (row) job.row.replaceWith(row);
      else job.fail();
      next();
    };
    request.onerror = () => {
      job.fail();
      next();
    };
    request.send(body);
  };
  const send = (files) => {
    for (const file of files) {
      const row = document.createElement("li");
      const bar = document.createElement("progress");
      const name = document.createElement("span");
      name.textContent = file.name;
      bar.setAttribute("aria-label", `${uploadForm.dataset.going}: ${file.name}`);
      bar.value = 0;
      row.append(name, bar);
      list.append(row);
      const fail = () => {
        const problem = document.createElement("p");
        problem.className = "problem error";
        problem.textContent = uploadForm.dataset.failed;
        bar.replaceWith(problem);
      };
      queue.push({ file, row, bar, fail });
    }
    if (!busy) next();
  };
  uploadForm.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.files);
  });
  input.addEventListener("change", () => send(input.files));
  for (const name of ["dragenter", "dragover"]) {
    uploadForm.addEventListener(name, (event) => {
      event.preventDefault();
      uploadForm.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    uploadForm.addEventListener(name, () => uploadForm.classList.remove("over"));
  }
  uploadForm.addEventListener("drop", (event) => {
    event.preventDefault();
    send(event.dataTransfer.files);
  });
}
