// An officer brings in a spreadsheet.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { start, violations } from "./support.js";

let site, office;
before(async () => {
  site = await start({ own: true });
  office = await site.administrator();
});
after(() => site.stop());

test("a spreadsheet is understood, mended in its cells and taken; the second time nothing is left to do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portulan-import-"));
  const file = join(folder, "acteurs.csv");
  const lines = [
    "Nom (Français);Pays;Site web;Notre cote",
    "Régie des eaux;France;https://regie.example/;A1",
    "École du rivage;Atlantide;https://ecole.example/;A2",
    "Association du phare;Indonésie;;A3",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const page = await site.open("/office/import", { storageState: office });
  const send = async () => {
    await page.goto(`${site.address}/office/import`);
    await page.locator("#file").setInputFiles(file);
    await page.getByRole("button", { name: "Analyser le fichier" }).press("Enter");
    await page.getByRole("heading", { name: "Association des colonnes" }).waitFor();
  };
  await send();
  assert.equal(await page.getByLabel("Contenu de chaque ligne").inputValue(), "organisations");
  assert.equal(await page.getByLabel("Pays").inputValue(), "/country/value");
  assert.equal(await page.getByLabel("Notre cote").inputValue(), "");
  await page.getByRole("button", { name: "Afficher l’aperçu" }).press("Enter");
  // A country that nobody knows is asked about once; without an answer it is corrected in its cell.
  await page.getByRole("heading", { name: "Valeurs à associer" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Appliquer et afficher l’aperçu" }).press("Enter");
  await page.getByRole("heading", { name: "Aperçu de l’import" }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Importer/ }).count(), 0);
  await page.getByLabel("Pays").fill("Chili");
  await page.getByRole("button", { name: "Vérifier de nouveau" }).press("Enter");
  await page.getByRole("button", { name: "Importer 3 lignes" }).press("Enter");
  await page.getByRole("heading", { name: "Import terminé" }).waitFor();
  await page.goto(`${site.address}/office/organisations/`);
  await page.getByRole("link", { name: "École du rivage" }).waitFor();
  await send();
  await page.getByText("Un fichier avec les mêmes titres a déjà été importé").waitFor();
  await page.getByRole("button", { name: "Afficher l’aperçu" }).press("Enter");
  // The file itself still says Atlantide.
  await page.getByRole("button", { name: "Appliquer et afficher l’aperçu" }).press("Enter");
  await page.getByRole("link", { name: /Sans changement 2/ }).waitFor();
  await page.getByRole("button", { name: "Abandonner l’import" }).press("Enter");
  await page.getByRole("heading", { name: "Modèle à remplir" }).waitFor();
  assert.equal(await page.getByText("Import en cours").count(), 0);
  assert.deepEqual(page.faults, []);
});

test("values are matched once, from the keyboard and on a telephone, and a field without a column has one value", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "portulan-import-")), "projets.csv");
  const lines = [
    "Intitulé du projet;Collectivité partenaire;Pays;Cofinanceurs;Budget",
    "Puits;Sadjé;Sénégla;Régie des aux;12 k€",
    "École;Sadjé;Sénégla;Fondation du large;5 000",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const page = await site.open("/office/import", { storageState: office, viewport: { width: 390, height: 844 } });
  await page.locator("#file").setInputFiles(file);
  await page.getByRole("button", { name: "Analyser le fichier" }).press("Enter");
  await page.getByText("Valeurs communes à toutes les lignes").press("Enter");
  await page.getByLabel("Statut", { exact: true }).selectOption("2");
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Afficher l’aperçu" }).press("Enter");
  await page.getByRole("heading", { name: "Valeurs à associer" }).waitFor();
  await page.getByText("Proposition, à vérifier : Sénégal").waitFor();
  await page.getByText("Proposition, à vérifier : Régie des eaux").waitFor();
  assert.equal(await page.getByText("2 valeurs à associer.").count(), 1);
  await page.getByText("valeurs reconnues ou déjà associées").press("Enter");
  assert.deepEqual(await violations(page), []);
  const wide = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
  assert.ok(wide <= 0, `${wide} pixels too wide`);
  await page.getByRole("button", { name: "Appliquer et afficher l’aperçu" }).press("Enter");
  await page.getByRole("button", { name: "Importer 2 lignes" }).press("Enter");
  await page.getByRole("heading", { name: "Import terminé" }).waitFor();
  assert.deepEqual(page.faults, []);
});

test("lines are left out in place: the filter and the position stay", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "portulan-import-")), "structures.csv");
  const wrong = Array.from({ length: 30 }, (_, n) => `Structure ${n};pas une adresse ${n}`);
  writeFileSync(file, `${["Nom;Site web", "Bonne structure;", ...wrong, "TOTAL;"].join("\n")}\n`);
  const page = await site.open("/office/import", { storageState: office });
  await page.locator("#file").setInputFiles(file);
  await page.getByRole("button", { name: "Analyser le fichier" }).press("Enter");
  await page.getByLabel("Contenu de chaque ligne").waitFor();
  await page.getByRole("button", { name: "Afficher l’aperçu" }).press("Enter");
  await page.getByRole("link", { name: /À corriger 30/ }).click();
  await page.waitForURL(/show=wrong/);
  await page.evaluate(() => {
    window.isSamePage = true;
  });
  const next = page.locator("#line-17");
  const leave = page.locator("#line-16").getByRole("button", { name: /^Exclure/ });
  await leave.scrollIntoViewIfNeeded();
  const top = (await next.boundingBox()).y;
  await leave.click();
  await page.locator("#line-16").waitFor({ state: "detached" });
  assert.ok(await page.evaluate(() => window.isSamePage), "the page is not loaded again");
  const moved = Math.abs((await next.boundingBox()).y - top);
  assert.ok(moved < 2, `the next row moved by ${moved} pixels`);
  assert.equal(await page.evaluate(() => document.activeElement.closest("li")?.id), "line-17");
  assert.match(page.url(), /show=wrong/);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Exclure toutes les lignes à corriger" }).press("Enter");
  await page.getByRole("button", { name: "Réintégrer 30 lignes exclues" }).waitFor();
  // A total is displayed and can be imported all the same.
  await page.getByRole("button", { name: /^Importer cette ligne/ }).press("Enter");
  await page.getByRole("button", { name: "Importer 2 lignes" }).waitFor();
  assert.ok(await page.evaluate(() => window.isSamePage));
  await page.getByRole("button", { name: "Importer 2 lignes" }).press("Enter");
  await page.getByRole("heading", { name: "Import terminé" }).waitFor();
  await page.getByText("30 Non importées").waitFor();
  assert.deepEqual(page.faults, []);
});
