// Chooses a point on a map in degrees: the picture is as wide as the world is long.
const MAX_ZOOM = 64;
const POINT_ZOOM = 16;
const TOWN_ZOOM = 32;
const LABEL_PIXELS = { height: 24, letter: 7.5, margin: 22 };

const degrees = (field) => Number(field.value.replace(",", ".").replace("\u2212", "-"));

// The towns of a list whose labels do not cover one another, the largest first.
const legibleTowns = (towns, width) => {
  const boxes = [];
  return towns.filter((town) => {
    const left = ((town.lon + 180) / 360) * width;
    const top = ((90 - town.lat) / 180) * (width / 2);
    const right = left + town.name.length * LABEL_PIXELS.letter + LABEL_PIXELS.margin;
    const covers = (box) =>
      left < box.right && right > box.left && Math.abs(top - box.top) < LABEL_PIXELS.height;
    if (boxes.some(covers)) return false;
    boxes.push({ left, right, top });
    return true;
  });
};

const openMap = (words, lat, lon, country) => {
  const make = (tag, className = "") => Object.assign(document.createElement(tag), { className });
  const dialog = make("dialog", "globe");
  const sea = make("div", "sea");
  const globe = make("div", "round");
  const world = make("img");
  const labels = make("div", "labels");
  const aim = make("span", "aim");
  const bar = make("div", "actions");
  const help = make("p", "help");
  const find = make("input");
  const results = make("div", "towns");
  dialog.setAttribute("aria-label", words.point);
  world.src = words.world;
  world.alt = words.pointHelp;
  help.textContent = words.pointHelp;
  find.type = "search";
  find.placeholder = words.find;
  find.autocomplete = "off";
  find.maxLength = 100;
  find.setAttribute("aria-label", words.find);
  results.setAttribute("aria-live", "polite");
  let zoom = 1;
  let labelTimer = 0;
  const showAim = () => {
    aim.hidden = lat.value === "" || lon.value === "";
    aim.style.left = `${(degrees(lon) + 180) / 3.6}%`;
    aim.style.top = `${(90 - degrees(lat)) / 1.8}%`;
  };
  const width = () => sea.clientWidth * zoom;
  const centre = () => ({
    lon: ((sea.scrollLeft + sea.clientWidth / 2) / width()) * 360 - 180,
    lat: 90 - ((sea.scrollTop + sea.clientHeight / 2) / (width() / 2)) * 180,
  });
  const look = (to, at) => {
    zoom = Math.min(MAX_ZOOM, Math.max(1, to));
    globe.style.width = `${100 * zoom}%`;
    sea.scrollTo(
      ((at.lon + 180) / 360) * width() - sea.clientWidth / 2,
      ((90 - at.lat) / 180) * (width() / 2) - sea.clientHeight / 2,
    );
    nameTowns();
  };
  const point = () => (aim.hidden ? null : { lat: degrees(lat), lon: degrees(lon) });
  const choose = (at, digits) => {
    lat.value = at.lat.toFixed(digits);
    lon.value = at.lon.toFixed(digits);
    showAim();
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const chooseTown = (town) => {
    choose(town, 3);
    results.replaceChildren();
    look(Math.max(zoom, TOWN_ZOOM), town);
  };
  // Names the largest towns of the part of the map that is in view.
  const showTowns = async () => {
    const across = (360 / width()) * sea.clientWidth;
    const down = (360 / width()) * sea.clientHeight;
    const { lat: y, lon: x } = centre();
    const area = [y - down / 2, x - across / 2, y + down / 2, x + across / 2].map((n) => n.toFixed(3)).join(",");
    const towns = await fetchTowns({ area });
    if (!towns || !dialog.open) return;
    const label = (town) => {
      const button = make("button", "town");
      button.type = "button";
      button.textContent = town.name;
      button.title = `${town.name}, ${town.place}`;
      button.style.left = `${(town.lon + 180) / 3.6}%`;
      button.style.top = `${(90 - town.lat) / 1.8}%`;
      button.addEventListener("click", () => chooseTown(town));
      return button;
    };
    labels.replaceChildren(...legibleTowns(towns, width()).map(label));
  };
  const nameTowns = () => {
    clearTimeout(labelTimer);
    labelTimer = setTimeout(showTowns, TOWNS_DELAY_MS);
  };
  const addButton = (text, className, act) => {
    const button = make("button", className);
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    bar.append(button);
  };
  bar.append(find);
  addButton(words.in, "quiet", () => look(zoom * 2, point() ?? centre()));
  addButton(words.out, "quiet", () => look(zoom / 2, point() ?? centre()));
  addButton(words.done, "", () => dialog.close());
  suggestTowns(find, results, () => country, words.none, (button, town) => {
    button.type = "button";
    button.addEventListener("click", () => chooseTown(town));
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") results.querySelector("button")?.click();
  });
  world.addEventListener("click", (event) => {
    const box = world.getBoundingClientRect();
    const x = (360 * (event.clientX - box.left)) / box.width - 180;
    choose({ lat: 90 - (180 * (event.clientY - box.top)) / box.height, lon: x }, 4);
  });
  sea.addEventListener("scroll", nameTowns);
  globe.append(world, labels, aim);
  sea.append(globe);
  dialog.append(bar, results, help, sea);
  dialog.addEventListener("close", () => {
    clearTimeout(labelTimer);
    dialog.remove();
    lat.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  showAim();
  // Opens on the point, or else on the towns of the country, or else on the world.
  const open = async () => {
    if (point()) {
      look(POINT_ZOOM, point());
      return;
    }
    look(1, { lat: 0, lon: 0 });
    const towns = country ? await fetchTowns({ country }) : null;
    if (!towns?.length || point()) return;
    const range = (values) => [Math.min(...values), Math.max(...values)];
    const [south, north] = range(towns.map((town) => town.lat));
    const [west, east] = range(towns.map((town) => town.lon));
    const fits = Math.min(300 / (east - west + 2), (300 * sea.clientHeight) / sea.clientWidth / (north - south + 2));
    look(fits, { lat: (south + north) / 2, lon: (west + east) / 2 });
  };
  open();
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
    button.addEventListener("click", () => {
      openMap(form.dataset, lat, lon, document.getElementById("f/country")?.value ?? "");
    });
    set.querySelector(".inner").append(button);
  }
};
