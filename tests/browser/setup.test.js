// A new register is set up in the browser, from the first link to the first page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, violations } from "./support.js";

let site;
before(async () => {
  site = await start({ fresh: true });
});
after(() => site.stop());

// The picture of a logo: one red dot.
const LOGO = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

const untilShown = async (page, selector) => {
  for (let tries = 0; tries < 200; tries++) {
    await page.goto(`${site.address}/fr/`);
    if (await page.locator(selector).count()) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`${selector} is not shown`);
};

test("the first administrator describes the authority, and the public sees it", async () => {
  const page = await site.open(new URL(await site.invitation()).pathname);
  await page.locator("[name=email]").fill("ada@monde.example");
  await page.locator("[name=name]").fill("Ada");
  await page.locator("[name=password]").fill(site.password);
  await page.getByRole("button", { name: "Activer mon compte" }).press("Enter");
  await page.waitForURL("**/office/setup");
  assert.deepEqual(await violations(page), []);
  const currency = page.getByLabel("Devise", { exact: true });
  assert.equal(await currency.inputValue(), "EUR");
  await page.getByLabel("Pays", { exact: true }).selectOption("Sénégal");
  assert.equal(await currency.inputValue(), "XOF", "the currency follows the country");
  await page.getByLabel("Nom complet").fill("Communauté du Levant");
  const place = page.getByLabel("Ville", { exact: true });
  await place.pressSequentially("La Roch");
  await page.getByRole("button", { name: /^La Rochelle Charente-Maritime, France/ }).press("Enter");
  assert.equal(await page.getByLabel("Pays", { exact: true }).inputValue(), "FR", "that of the town");
  assert.equal(await currency.inputValue(), "EUR");
  await currency.selectOption("USD");
  await page.getByLabel("Logo (facultatif)").setInputFiles({ name: "blason.png", mimeType: "image/png", buffer: LOGO });
  await page.getByLabel("Eau et assainissement").check();
  await page.getByLabel("Adresse électronique").fill("jeanne.martin@levant.example");
  // Another place without a choice: the form is refused, and what was entered stays.
  await place.fill("Saint-Denis");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByRole("link", { name: "Plusieurs villes correspondent. Choisissez la vôtre." }).waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("422"));
  await page.getByText("Fichier reçu : blason.png").waitFor();
  assert.equal(await currency.inputValue(), "USD");
  assert.equal(await page.getByLabel("Adresse électronique").inputValue(), "jeanne.martin@levant.example");
  await page.getByLabel("Saint-Denis, Seine-Saint-Denis, France").check();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByRole("heading", { name: "Collectivité configurée" }).waitFor();
  assert.match(await page.locator(".link code").innerText(), /\/office\/join\//);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("link", { name: "Continuer" }).press("Enter");
  await page.waitForURL("**/office/");
  await page.getByText("Premiers pas").waitFor();
  await untilShown(page, "header .logo img");
  assert.match(await page.title(), /Communauté du Levant/);

  // New amounts have the currency of the authority before the first saving.
  await page.goto(`${site.address}/office/projects/new`);
  await page.locator("button[value='add:/budgets']").press("Enter");
  const first = page.locator("[id='f/budgets/0/value/currency']");
  await first.waitFor();
  assert.equal(await first.inputValue(), "USD");

  // The logo is beside its field, and above the form that replaces it.
  await page.goto(`${site.address}/office/settings`);
  await page.locator("main a[href^='/office/authorities/']").first().press("Enter");
  await page.waitForURL("**/office/authorities/**");
  const logos = page.getByRole("img", { name: "Logo – Communauté du Levant" });
  assert.equal(await logos.count(), 2);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
});

test("the bar of the back office is one line on a telephone", async () => {
  const page = await site.open("/office/login", { viewport: { width: 390, height: 844 } });
  await page.locator("[name=email]").fill("ada@monde.example");
  await page.locator("[name=password]").fill(site.password);
  await page.locator("[name=password]").press("Enter");
  await page.waitForURL("**/office/");
  assert.ok((await page.locator(".bar").evaluate((bar) => bar.offsetHeight)) <= 60);
  const leave = page.getByRole("button", { name: "Se déconnecter" });
  assert.equal(await leave.isVisible(), false);
  await page.locator(".bar .own > summary").press("Enter");
  assert.ok(await leave.isVisible());
  assert.deepEqual(await violations(page), []);
  await page.locator(".bar .own > summary").press("Escape");
  assert.equal(await leave.isVisible(), false);
  assert.deepEqual(page.faults, []);
});
