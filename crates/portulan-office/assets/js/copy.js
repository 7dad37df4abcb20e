// Copies the text of a field.
for (const button of document.querySelectorAll("[data-copied]")) {
  const field = button.closest("details").querySelector("textarea");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
