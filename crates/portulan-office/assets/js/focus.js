// Keeps the keyboard where a change was made.
const unfold = (node) => {
  for (let around = node?.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true;
  }
};
const firstControl = (node) => node?.querySelector("input:not([type=hidden]),textarea,select,button");
const buttonOf = (verb, path) => document.querySelector(`button[value="${verb}:${path}"]`);

// What has the focus after a button of a list, by its verb.
const FOCUS_AFTER = {
  add: (path) => {
    const items = document.getElementById(`g${path}`)?.querySelectorAll(":scope > * > li, :scope > .cells-box tbody");
    return firstControl(items?.[items.length - 1]);
  },
  up: (path, list, index) => buttonOf("up", `${list}/${index - 1}`) || buttonOf("down", `${list}/${index - 1}`),
  down: (path, list, index) => buttonOf("down", `${list}/${index + 1}`) || buttonOf("up", `${list}/${index + 1}`),
  remove: (path, list) => buttonOf("add", list),
  sum: (path) => buttonOf("sum", path),
  find: () => document.querySelector(".towns button") ?? document.getElementById("place"),
  place: () => document.getElementById("place"),
  show: (path) => {
    const item = shownItem(path);
    return item?.querySelector("details.item > summary") ?? firstControl(item);
  },
};

const shownItem = (path) => document.getElementById(`i${path.replace(/:(\d+)$/, "/$1")}`);

const focusAfter = (action) => {
  const [verb, path = ""] = action.split(/:(.*)/);
  const at = path.lastIndexOf("/");
  const find = FOCUS_AFTER[verb] ?? (() => document.getElementById(`f${path}`));
  const target = find(path, path.slice(0, at), Number(path.slice(at + 1)));
  // The item that is shown stays folded; what it is in does not.
  unfold((verb === "show" && shownItem(path)?.parentElement) || target);
  target?.focus();
};
