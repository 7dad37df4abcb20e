// What those who keep the register do, as they do it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atTheDesk, violations } from "./support.js";

const desk = atTheDesk();
const { open } = desk;

const record = async (page, folder, name) => {
  await page.goto(`${desk.site.address}/office/${folder}/`);
  await page.locator("th[scope=row]").getByRole("link", { name, exact: true }).press("Enter");
  await page.waitForURL("**/overview");
  await page.getByRole("link", { name: "Modifier", exact: true }).first().press("Enter");
  await page.waitForURL(`**/office/${folder}/*-*`);
  return page.url();
};
const publicly = async (path, text) => {
  const page = await open(path);
  for (let tries = 0; tries < 50 && !(await page.locator("main").innerText()).includes(text); tries++) {
    await page.waitForTimeout(100);
    await page.reload();
  }
  return page.locator("main").innerText();
};

test("edit Kendari, let another review it, publish, see it, restore", async () => {
  const ada = await open("/office/users");
  await ada.getByLabel("Nom").fill("Edgar");
  await ada.getByLabel("Adresse électronique").fill("edgar@monde.example");
  await ada.getByRole("button", { name: "Créer l’invitation" }).press("Enter");
  const link = await ada.locator(".link code").innerText();
  const edgar = await open(new URL(link).pathname, { storageState: undefined });
  await edgar.getByLabel("Mot de passe").fill(desk.site.password);
  await edgar.getByRole("button", { name: "Activer mon compte" }).press("Enter");
  await edgar.waitForURL("**/office/");

  const url = await record(edgar, "partnerships", "Kendari");
  await edgar.getByRole("button", { name: "Ajouter un objectif", exact: true }).first().press("Enter");
  await edgar.locator("[id='f/objectives/3/value/fr']").fill("Relier les deux ports.");
  await edgar.getByLabel("Motif de la modification").fill("Un objectif de plus");
  assert.equal(await edgar.getByRole("button", { name: "Publier…" }).count(), 0, "an editor does not publish");
  await edgar.getByRole("button", { name: "Demander une relecture" }).press("Enter");
  await edgar.getByText("Fiche en relecture.").waitFor();

  await ada.goto(`${desk.site.address}/office/`);
  await ada.locator("section", { hasText: "Fiches à relire" }).getByRole("link", { name: "Kendari" }).press("Enter");
  await ada.waitForURL("**/overview");
  await ada.getByRole("link", { name: "Publication" }).press("Enter");
  assert.match(await ada.locator(".changes").innerText(), /Relier les deux ports\./);
  await ada.getByRole("button", { name: "Publier maintenant" }).press("Enter");
  await ada.getByText("Fiche publiée. Le site sera à jour").waitFor();
  assert.match(await publicly("/fr/partnerships/kendari", "Relier les deux ports"), /Relier les deux ports/);

  await ada.goto(`${url}/history/1`);
  await ada.getByRole("button", { name: "Rétablir cette version" }).press("Enter");
  await ada.getByText("a été reprise en brouillon").waitFor();
  await ada.getByRole("link", { name: "Publication" }).press("Enter");
  assert.match(await ada.locator(".changes del").innerText(), /Relier les deux ports\./);
  await ada.getByRole("button", { name: "Publier maintenant" }).press("Enter");
  await ada.getByText("Fiche publiée. Le site sera à jour").waitFor();
});

test("two editors at one record both keep what they wrote", async () => {
  const [one, two] = [await open("/office/"), await open("/office/")];
  const url = await record(one, "organisations", "Agence française de développement");
  await two.goto(url);
  await one.locator("[id='f/acronym']").fill("A.F.D.");
  await two.locator("[id='f/website']").fill("https://monde.example/");
  await one.getByRole("button", { name: "Enregistrer le brouillon" }).press("Enter");
  await one.getByText("Modifications enregistrées.").waitFor();
  await two.getByRole("button", { name: "Enregistrer le brouillon" }).press("Enter");
  await two.getByText("a enregistré cette fiche pendant").waitFor();
  two.faults = two.faults.filter((fault) => !fault.includes("409"));
  assert.equal(await two.locator("[id='f/acronym']").inputValue(), "A.F.D.");
  await two.getByRole("button", { name: "Enregistrer le brouillon" }).press("Enter");
  await two.getByText("Modifications enregistrées.").waitFor();
  assert.equal(await two.locator("[id='f/acronym']").inputValue(), "A.F.D.");
  assert.equal(await two.locator("[id='f/website']").inputValue(), "https://monde.example/");
});

test("a partnership begun and saved by keyboard alone, and found again after the window closed", async () => {
  const page = await open("/office/");
  await page.getByRole("link", { name: "Nouveau partenariat" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/office/partnerships/*-*");
  await page.locator("[id='f/title/fr']").focus();
  await page.keyboard.type("Port-Imaginaire");
  await page.getByRole("button", { name: "Ajouter un territoire" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "f/territories/0");
  await page.keyboard.type("Kendari");
  await page.waitForFunction(() => document.querySelector(".kept").textContent !== "");
  const url = page.url();
  const again = await open("/office/");
  const unsaved = again.locator("section", { hasText: "Saisies à reprendre" });
  await unsaved.getByRole("link").first().press("Enter");
  await again.waitForURL(url);
  assert.equal(await again.locator("[id='f/title/fr']").inputValue(), "Port-Imaginaire");
  await again.locator("[id='f/title/fr']").focus();
  await again.keyboard.press("Control+s");
  await again.getByText("Modifications enregistrées.").waitFor();
  assert.equal(await again.locator("[id='f/territories/0']").inputValue(), "Kendari");
});

test("without scripts a record is made, given items, mended and published", async () => {
  const page = await open("/office/organisations/new", { javaScriptEnabled: false });
  // Fields that are rarely needed are folded, also without scripts.
  const unfold = (section) => page.locator(`#${section} details.more > summary`).press("Enter");
  await unfold("facts");
  await page.getByRole("button", { name: "Ajouter un chiffre" }).press("Enter");
  await page.locator("[id='f/name/fr']").fill("Musée du Large");
  await unfold("identity");
  await page.locator("[id='f/founded/value']").fill("naguère");
  await page.getByRole("button", { name: "Publier…" }).press("Enter");
  await page.getByText("« naguère » n’est pas une date.").waitFor();
  page.faults = [];
  await page.locator("[id='f/founded/value']").fill("octobre 1998");
  await page.getByRole("button", { name: "Publier…" }).press("Enter");
  await page.waitForURL("**/publish");
  await page.getByRole("button", { name: "Publier maintenant" }).press("Enter");
  await page.getByText("Fiche publiée. Le site sera à jour").waitFor();
  assert.match(await publicly("/fr/organisations/musee-du-large", "Musée du Large"), /octobre 1998/);
});

test("a point is chosen on the map, and items are dragged into another order", async () => {
  const page = await open("/office/territories/new");
  await page.getByRole("button", { name: "Choisir sur la carte" }).press("Enter");
  const world = page.locator("dialog.globe img");
  await page.waitForFunction(() => document.querySelector("dialog.globe img").complete);
  const box = await world.boundingBox();
  await world.click({ position: { x: box.width * 0.75, y: box.height * 0.25 } });
  await page.keyboard.press("Escape");
  const value = async (id) => Number(await page.locator(`[id='${id}']`).inputValue());
  assert.ok(
    Math.abs((await value("f/point/value/lon")) - 90) < 1 && Math.abs((await value("f/point/value/lat")) - 45) < 1,
  );
  await page.waitForFunction(() => document.activeElement.id === "f/point/value/lat");

  await record(page, "partnerships", "Kendari");
  const text = (i) => page.locator(`[id='f/objectives/${i}/value/fr']`).inputValue();
  const before = [await text(0), await text(1), await text(2)];
  await page
    .locator("[id='i/objectives/2'] > .moves")
    .dragTo(page.locator("[id='i/objectives/0'] > .item"), { targetPosition: { x: 30, y: 10 } });
  await page.waitForFunction((first) => document.getElementById("f/objectives/0/value/fr").value === first, before[2]);
  assert.deepEqual([await text(0), await text(1), await text(2)], [before[2], before[0], before[1]]);
});

test("give a program a token, let it write, end it", async () => {
  const page = await open("/office/settings");
  await page.getByRole("link", { name: "Jetons d’API" }).press("Enter");
  await page.waitForURL("**/office/tokens");
  await page.getByLabel("Usage du jeton").fill("Site de la ville");
  await page.getByLabel("créer et modifier des brouillons").check();
  await page.getByLabel("Mot de passe actuel").fill(desk.site.password);
  await page.getByRole("button", { name: "Créer le jeton" }).press("Enter");
  const secret = await page.locator("[role=status] code").first().innerText();
  const ask = (method, path, headers = {}, body) =>
    fetch(`${desk.site.address}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const made = await ask("POST", "/documents", {}, { body: { title: { fr: "Rapport du programme" } } });
  assert.equal(made.status, 201);
  await record(page, "documents", "Rapport du programme");
  await page.getByRole("link", { name: "Historique" }).press("Enter");
  await page.waitForURL("**/history");
  assert.match(await page.locator("main").innerText(), /Ada \(Site de la ville\)/, "who wrote it, by which program");
  const seen = made.headers.get("ETag");
  assert.equal(
    (await ask("PUT", "/documents/rapport-du-programme", { "If-Match": seen }, { body: { title: { fr: "Rapport" } } }))
      .status,
    200,
  );
  assert.equal(
    (await ask("PUT", "/documents/rapport-du-programme", { "If-Match": seen }, { body: { title: { fr: "Autre" } } }))
      .status,
    412,
  );
  await page.goto(`${desk.site.address}/office/tokens`);
  await page.getByRole("button", { name: "Révoquer" }).press("Enter");
  await page.getByText("Jeton révoqué").waitFor();
  assert.equal((await ask("GET", "/documents")).status, 401);
});

test("a list is edited in place: a double click, a paste, and a question before changes are lost", async () => {
  const page = await open("/office/territories/");
  await page.locator("tr[data-record]", { hasText: "Kendari" }).locator("td[data-column=country]").dblclick();
  await page.waitForURL("**/office/territories/cells?*");
  const focused = page.locator(":focus");
  assert.match(await focused.getAttribute("name"), /\/country$/, "the cell that was double-clicked");
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.locator(".changed").innerText(), "");
  const name = page.locator("textarea[name$='/name/fr']").first();
  const before = await name.inputValue();
  // Two rows from a spreadsheet: the names of the first two territories.
  await name.focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text", "Premier nom\nDeuxième nom");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.match(await page.locator(".changed").innerText(), /Lignes modifiées\s: 2/);
  // Changes are not lost without a question.
  const asked = page.waitForEvent("dialog");
  const leaving = page.getByRole("link", { name: "Annuler" }).click({ noWaitAfter: true });
  const question = await asked;
  assert.equal(question.type(), "beforeunload");
  await question.dismiss();
  await leaving;
  await name.fill(before);
  assert.match(await page.locator(".changed").innerText(), /Lignes modifiées\s: 1/);
  await page.keyboard.press("Control+s");
  await page.waitForURL("**/office/territories/?*");
  await page.getByText("1 fiche modifiée.").waitFor();
  assert.equal(await page.locator("th[scope=row]", { hasText: "Deuxième nom" }).count(), 1);
});

test("a subdivision is chosen by its name among those of the country", async () => {
  const page = await open("/office/territories/new");
  await page.locator("[id='f/name/fr']").fill("Ndar");
  await page.locator("[id='f/country']").selectOption("SN");
  const names = page.locator("#names-subdivision option");
  await names.nth(13).waitFor({ state: "attached" });
  assert.equal(await names.count(), 14);
  await page.locator("details", { hasText: "Subdivision" }).first().locator("> summary").click();
  await page.locator("[id='f/subdivision/value']").fill("saint-louis");
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).click();
  await page.getByText("Modifications enregistrées.").waitFor();
  assert.equal(await page.locator("[id='f/subdivision/value']").inputValue(), "Saint-Louis (SN-SL)");
});
