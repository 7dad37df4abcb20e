// The recommended rules, for the scripts of site and office and for these tests.
import js from "@eslint/js";
import globals from "globals";

// The build joins scripts that share functions. Each shared name, with the file that defines it.
const shared = {
  TOWNS_DELAY_MS: "towns.js",
  addFilters: "map_filters.js",
  addPreviews: "map_previews.js",
  addZoom: "map_zoom.js",
  buttonOf: "focus.js",
  complete: "completion.js",
  element: "element.js",
  fetchTowns: "towns.js",
  focusAfter: "focus.js",
  limit: "map_zoom.js",
  makeDraggable: "reorder.js",
  offerCalendars: "dates.js",
  offerMaps: "map_point.js",
  pasteRows: "paste_rows.js",
  setUpAllFields: "all_fields.js",
  setUpPictureAdder: "add_picture.js",
  setUpWriting: "writing.js",
  suggestTowns: "towns.js",
  unfold: "focus.js",
  watchPlaceSearch: "towns.js",
};

const used = Object.fromEntries(Object.keys(shared).map((name) => [name, "readonly"]));

export default [
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["crates/*/assets/js/*.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.browser, ...used } },
  },
  // In its own file a shared name is defined, and used elsewhere.
  ...Object.entries(shared).map(([name, file]) => ({
    files: [`crates/*/assets/js/${file}`],
    languageOptions: { globals: { [name]: "off" } },
    rules: { "no-unused-vars": ["error", { varsIgnorePattern: `^(${Object.keys(shared).join("|")})$` }] },
  })),
  {
    files: ["tests/browser/*.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
