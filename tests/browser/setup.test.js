// A new register is set up in the browser, from the first link to the first page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, violations } from "./support.js";

let site;
before(async () => {
  site = await start({ fresh: true });
});
after(() => site.stop());

test("the first administrator describes the authority, and the public sees it", async () => {
  const page = await site.open(new URL(await site.invitation()).pathname);
  await page.locator("[name=email]").fill("ada@monde.example");
  await page.locator("[name=name]").fill("Ada");
  await page.locator("[name=password]").fill(site.password);
  await page.getByRole("button", { name: "Activer mon compte" }).press("Enter");
  await page.waitForURL("**/office/setup");
  assert.deepEqual(await violations(page), []);
  await page.getByLabel("Nom complet").fill("Communauté du Levant");
  await page.getByLabel("Ville", { exact: true }).fill("Saint-Denis");
  await page.getByLabel("Eau et assainissement").check();
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByText("Plusieurs villes correspondent. Choisissez la vôtre.").waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("422"));
  await page.getByLabel("Saint-Denis, Seine-Saint-Denis, France").check();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.waitForURL("**/office/");
  await page.getByText("Premiers pas").waitFor();
  for (let tries = 0; tries < 100; tries++) {
    await page.goto(`${site.address}/fr/`);
    if ((await page.locator("header").first().innerText()).includes("Communauté du Levant")) break;
    await page.waitForTimeout(100);
  }
  assert.match(await page.title(), /Communauté du Levant/);
  assert.deepEqual(page.faults, []);
});
