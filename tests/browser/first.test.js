// From an empty register to a first partnership that the public sees, by clicks and typing alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support.js";

let site;
before(async () => {
  site = await start({ own: true });
});
after(() => site.stop());

test("the first partnership goes public", async () => {
  const page = await site.open("/office/login", { storageState: await site.administrator() });
  const publish = async () => {
    await page.getByRole("button", { name: "Publier maintenant" }).press("Enter");
    await page.getByText("Fiche publiée. Le site sera à jour").waitFor();
  };
  await page.getByText("Premiers pas").waitFor();
  await page.getByRole("link", { name: "Nouveau partenariat" }).press("Enter");
  await page.locator("[id='f/title/fr']").fill("Le Port du Levant");
  await page.getByRole("button", { name: "Ajouter un territoire" }).press("Enter");
  await page.locator("[id='f/territories/0']").fill("Port du Levant");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Créer « Port du Levant »" }).press("Enter");
  await page.locator(".create").waitFor({ state: "detached" });
  await page.locator("[id='f/since/value']").fill("mai 2019");
  await page.getByRole("button", { name: "Publier…" }).press("Enter");

  // The place is not public yet: the page says so and leads there.
  await page.getByRole("heading", { name: "Fiches liées non publiées" }).waitFor();
  const partnership = page.url();
  await page.locator("main").getByRole("link", { name: "Port du Levant", exact: true }).press("Enter");
  await page.getByLabel("Pays").selectOption("LB");
  await page.locator("[id='f/point/value/lat']").fill("34,1");
  await page.locator("[id='f/point/value/lon']").fill("35,6");
  await page.getByRole("button", { name: "Publier…" }).press("Enter");
  await publish();
  await page.goto(partnership);
  await publish();

  await page.goto(`${site.address}/fr/`);
  for (let tries = 0; tries < 50 && !(await page.locator("main").innerText()).includes("Le Port du Levant"); tries++) {
    await page.waitForTimeout(100);
    await page.reload();
  }
  await page
    .getByRole("link", { name: /Port du Levant/ })
    .last()
    .press("Enter");
  await page.waitForURL("**/partnerships/le-port-du-levant");
  assert.match(await page.locator(".facts").innerText(), /mai 2019/);
  assert.match(await page.locator(".facts").innerText(), /Liban/);
  assert.deepEqual(page.faults, []);
});
