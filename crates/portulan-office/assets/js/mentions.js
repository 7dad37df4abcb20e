// Offers the names of users after an @ in a remark.
const remark = document.getElementById("remark");

if (remark) {
  const list = document.getElementById("mentions");
  const fold = (text) => ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()}`;
  const rows = () => [...list.children].filter((row) => !row.hidden);
  let chosen, loaded, start;

  const load = async () => {
    const answer = await fetch(remark.dataset.mentions).catch(() => null);
    for (const name of answer?.ok ? await answer.json() : []) {
      const id = `mention-${list.children.length}`;
      list.append(element("li", { id, role: "option" }, name));
    }
  };
  const mark = (row) => {
    chosen?.removeAttribute("aria-selected");
    row?.setAttribute("aria-selected", true);
    row?.scrollIntoView({ block: "nearest" });
    remark.setAttribute("aria-activedescendant", row?.id ?? "");
    chosen = row;
  };
  const offer = (typed) => {
    for (const row of list.children) row.hidden = typed == null || !fold(row.textContent).includes(fold(typed));
    list.hidden = !rows().length;
    mark(rows()[0]);
  };
  const choose = (row) => {
    remark.setRangeText(`${row.textContent} `, start, remark.selectionStart, "end");
    offer();
  };
  remark.oninput = async () => {
    const found = /(?<![\p{L}\p{N}])@([^@\n]*)$/u.exec(remark.value.slice(0, remark.selectionStart));
    if (found) await (loaded ??= load());
    start = found?.index + 1;
    offer(found?.[1]);
  };
  remark.onblur = () => offer();
  remark.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 0, Escape: 0 }[event.key];
    if (list.hidden || step === undefined) return;
    event.preventDefault();
    if (step) mark(rows().at((rows().indexOf(chosen) + step) % rows().length));
    else if (event.key === "Enter") choose(chosen);
    else offer();
  };
  list.onmousedown = (event) => {
    event.preventDefault();
    choose(event.target.closest("li"));
  };
}
