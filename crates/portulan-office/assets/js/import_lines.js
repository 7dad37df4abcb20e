// The preview of an import: lines are left out and taken again without loading the page again.
const LINE_ACTIONS = /^(leave|leave-wrong|want|all)(:|$)/;

// Waits until the rows are checked again.
const checkedRows = async (response) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.querySelector("meta[http-equiv=refresh]")) return page;
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  return checkedRows(await fetch(response.url));
};

// Shows the rows of a page. The row that follows the changed one stays where it is, and has the keyboard.
const showRows = (page, next) => {
  const top = () => document.getElementById(next)?.getBoundingClientRect().top;
  const before = top();
  document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
  const after = top();
  if (before !== undefined && after !== undefined) scrollBy({ top: after - before, behavior: "instant" });
  const row = document.getElementById(next);
  const target = row?.querySelector("button") ?? document.querySelector("form[data-lines] .save button");
  target?.focus({ preventScroll: true });
};

const changeLines = async (form, { value }, row) => {
  const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.id;
  const body = new URLSearchParams(new FormData(form));
  body.append("do", value);
  form.setAttribute("aria-busy", "true");
  const answer = await fetch(location.href, { method: "POST", body });
  const page = answer.ok ? await checkedRows(answer) : null;
  if (page?.querySelector("form[data-lines]")) showRows(page, next);
  else location.reload();
};

document.querySelector("main")?.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-lines]") || !LINE_ACTIONS.test(submitter?.value ?? "")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  changeLines(form, submitter, submitter.closest("li")).catch(() => location.reload());
});
