// Chooses a point on a map in degrees: the picture is as wide as the world is long.
const degrees = (field) => Number(field.value.replace(",", ".").replace("\u2212", "-"));

const openMap = (words, lat, lon) => {
  const dialog = document.createElement("dialog");
  const sea = document.createElement("div");
  const globe = document.createElement("div");
  const world = document.createElement("img");
  const aim = document.createElement("span");
  const bar = document.createElement("p");
  const help = document.createElement("span");
  dialog.className = "globe";
  dialog.setAttribute("aria-label", words.point);
  sea.className = "sea";
  globe.className = "round";
  world.src = words.world;
  world.alt = words.pointHelp;
  aim.className = "aim";
  bar.className = "actions";
  help.textContent = words.pointHelp;
  bar.append(help);
  let zoom = 1;
  const place = () => {
    aim.hidden = lat.value === "" || lon.value === "";
    aim.style.left = `${(degrees(lon) + 180) / 3.6}%`;
    aim.style.top = `${(90 - degrees(lat)) / 1.8}%`;
  };
  const scale = (to) => {
    zoom = Math.min(16, Math.max(1, to));
    globe.style.width = `${100 * zoom}%`;
    if (!aim.hidden) sea.scrollTo(aim.offsetLeft - sea.clientWidth / 2, aim.offsetTop - sea.clientHeight / 2);
  };
  const addButton = (text, className, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.className = className;
    button.addEventListener("click", act);
    bar.append(button);
  };
  addButton(words.in, "quiet", () => scale(zoom * 2));
  addButton(words.out, "quiet", () => scale(zoom / 2));
  addButton(words.done, "", () => dialog.close());
  world.addEventListener("click", (event) => {
    const box = world.getBoundingClientRect();
    lon.value = ((360 * (event.clientX - box.left)) / box.width - 180).toFixed(4);
    lat.value = (90 - (180 * (event.clientY - box.top)) / box.height).toFixed(4);
    place();
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  });
  globe.append(world, aim);
  sea.append(globe);
  dialog.append(bar, sea);
  dialog.addEventListener("close", () => {
    dialog.remove();
    lat.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  place();
  scale(aim.hidden ? 1 : 8);
};

// Adds a button that opens the map to each pair of coordinates of a form.
const offerMaps = (form) => {
  for (const lat of form.querySelectorAll("input[name$='/lat']:not([readonly])")) {
    const lon = document.getElementById(lat.id.replace(/lat$/, "lon"));
    const set = lat.closest("fieldset");
    if (!lon || set.querySelector(".point")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "add point";
    button.textContent = form.dataset.point;
    button.addEventListener("click", () => openMap(form.dataset, lat, lon));
    set.querySelector(".inner").append(button);
  }
};
