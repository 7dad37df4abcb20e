// Filters the chart and the cards without a reload; the address follows, so that it can be shared.
const addFilters = (svg) => {
  const form = document.querySelector(".filters");
  if (!form || !form.dataset.count) return;
  const live = document.querySelector(".live");
  const clear = form.querySelector(".clear");
  const ports = [...svg.querySelectorAll(".port")];
  const lists = { theme: "themes", sdg: "sdgs", country: "country", status: "status", kind: "kind" };
  form.querySelector("button").hidden = true;
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    let shown = 0;
    for (const port of ports) {
      const fits = wanted.every(([name, value]) => (port.dataset[lists[name]] || "").split(" ").includes(value));
      const href = port.getAttribute("href");
      const slug = href.split("/").pop();
      const route = svg.querySelector(`.route[data-for="${CSS.escape(href)}"]`);
      const card = document.querySelector(`.card[data-port="${CSS.escape(slug)}"]`);
      for (const element of [port, route, card]) element?.classList.toggle("off", !fits);
      if (fits) port.removeAttribute("tabindex");
      else port.setAttribute("tabindex", "-1");
      shown += fits;
    }
    live.textContent = wanted.length ? form.dataset.count.replace("%", shown) : "";
    clear.hidden = !wanted.length;
    history.replaceState(null, "", wanted.length ? `?${new URLSearchParams(wanted)}` : location.pathname);
  };
  // Cards that a server-side filter left out can only come back with a page.
  const whole = !location.search;
  form.addEventListener("change", () => whole ? apply() : form.submit());
  clear.addEventListener("click", (event) => {
    if (!whole) return;
    event.preventDefault();
    form.reset();
    apply();
    form.querySelector("select").focus();
  });
};
