// Shows the outcome of a form: the address may still name a part of the page far from it.
const outcomeOf = (main) =>
  main?.querySelector("[aria-invalid=true]") ??
  main?.querySelector("[role=alert]:not([hidden])") ??
  main?.querySelector(".done[role=status]");

addEventListener("load", () => {
  const outcome = outcomeOf(document.querySelector("main"));
  // A button of a list has its own place for the keyboard.
  if (!outcome || document.activeElement !== document.body) return;
  unfold(outcome);
  if (!outcome.matches("input,textarea,select")) outcome.tabIndex = -1;
  outcome.focus({ preventScroll: true });
  outcome.scrollIntoView({ block: "center" });
});
