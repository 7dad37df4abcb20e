// Sends files one after the other, each with its own progress.
const watchUploadForm = (uploadForm) => {
  const input = uploadForm.querySelector("input[type=file]");
  const list = uploadForm.querySelector(".sending");
  const queue = [];
  let busy = false;
  let stored = 0;
  let refused = 0;
  const next = () => {
    const job = queue.shift();
    busy = Boolean(job);
    if (!job) {
      input.value = "";
      // The page shows the files that were stored. It stays if there is a message to read.
      if ("reload" in uploadForm.dataset && stored > 0 && refused === 0) location.reload();
      return;
    }
    const body = new FormData(uploadForm);
    // What describes a file comes before it.
    body.delete("files");
    body.append("files", job.file);
    const request = new XMLHttpRequest();
    request.open("POST", uploadForm.action);
    request.responseType = "document";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) job.bar.value = event.loaded / event.total;
    };
    request.onload = () => {
      const row = request.response?.querySelector(".results li");
      if (row) {
        if (row.querySelector(".problem")) refused += 1;
        else stored += 1;
        job.row.replaceWith(row);
      } else if (request.status === 200 && "reload" in uploadForm.dataset) {
        // The file of this record was replaced, and the answer is its page.
        stored += 1;
      } else {
        job.fail();
      }
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
      const bar = element("progress");
      const row = element("li", {}, element("span", {}, file.name), bar);
      bar.setAttribute("aria-label", `${uploadForm.dataset.going}: ${file.name}`);
      bar.value = 0;
      list.append(row);
      const fail = () => {
        bar.replaceWith(element("p", { className: "problem error" }, uploadForm.dataset.failed));
        refused += 1;
      };
      queue.push({ file, row, bar, fail });
    }
    if (!busy) next();
  };
  uploadForm.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.files);
  });
  // A file that the form describes is sent with the button.
  const isDescribed = Boolean(uploadForm.querySelector("[name=alt]"));
  if (!isDescribed) {
    input.addEventListener("change", () => {
      send([...input.files]);
      // The button must not send them again.
      input.value = "";
    });
  }
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
    if (isDescribed) input.files = event.dataTransfer.files;
    else send(event.dataTransfer.files);
  });
};

document.querySelectorAll("form.drop").forEach(watchUploadForm);
