// The fictional authority's money, results and declaration, as citizens and officers meet them.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fictional, violations } from "./support.js";

const site = await fictional();
after(site.stop);
// The link for the first account works once.
const storageState = await site.administrator();

for (const [name, options] of [
  ["on a desktop", {}],
  ["on a telephone, in the dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
]) {
  test(`money and results are read ${name}`, async () => {
    const page = await site.open("/fr/money", options);
    for (const path of ["/fr/money", "/en/results", "/fr/timeline", "/fr/projects/eau-de-la-lagune", "/fr/open-data"]) {
      await page.goto(site.address + path);
      assert.deepEqual(await violations(page), []);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wider <= 0, `${path} is ${wider} pixels too wide`);
      assert.match(await page.locator(".fictional").innerText(), /ficti[fv]|made up|fictional/i);
    }
    await page.goto(`${site.address}/fr/money`);
    await page.locator("#by-country summary").click();
    assert.match(await page.locator("#by-country table").innerText(), /Sénégal\s+816\s493,10/);
    assert.deepEqual(page.faults, []);
  });
}

test("a refused value is shown, although the address names another part of the page", async () => {
  const page = await site.open("/office/declaration/2025?missing=1#lines", { storageState });
  const line = page.locator("section", { has: page.getByRole("heading", { name: "Accueil de familles" }) });
  await line.locator("tr", { hasText: "12 premiers mois" }).locator("summary").press("Enter");
  await line.getByLabel(/12 premiers mois/).fill("abc");
  await line.getByLabel(/12 premiers mois/).press("Enter");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /abc/);
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "alert");
  const { y, height } = await alert.boundingBox();
  assert.ok(y >= 0 && y + height <= page.viewportSize().height, `the message is at ${y}`);
  assert.equal(new URL(page.url()).hash, "");
});

test("an officer decides, keeps the declaration, and sees what changed", async () => {
  const page = await site.open("/office/declaration/2025", { storageState });
  const line = page.locator("section", { has: page.getByRole("heading", { name: "Un atelier solaire" }) });
  await page.getByRole("button", { name: "Figer la déclaration transmise" }).click();
  await page.getByText("Aucune modification depuis").waitFor();
  await line.locator("tr", { hasText: "Montant" }).locator("summary").press("Enter");
  await line.getByLabel("Montant").fill("20 000");
  await line.getByLabel("Montant").press("Enter");
  await page.getByRole("heading", { name: "Modifications depuis la déclaration" }).waitFor();
  const changes = page.locator("table", { hasText: "Valeur actuelle" }).first();
  assert.match(await changes.innerText(), /17\s890\s€\s+20\s000\s€/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /XLSX/ }).click()]);
  assert.equal(file.suggestedFilename(), "e-apd-2025.xlsx");
  for (const path of ["declaration/2025", "declaration/2019", "funders", "rates"]) {
    await page.goto(`${site.address}/office/${path}`);
    assert.deepEqual(await violations(page), []);
  }
  assert.deepEqual(page.faults, []);
});
