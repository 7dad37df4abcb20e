// The first hour: from an empty register to a partnership that the public sees on the map, with a project, its budget and funder, and
// a picture. Fields and clicks are counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support.js";

// The most that an officer has to do.
const MAX_FIELDS = 24;
const MAX_CLICKS = 18;

let site;
before(async () => {
  site = await start({ own: true });
});
after(() => site.stop());

// A page whose filled fields and clicks are counted. A button that is pressed by keyboard counts as a click.
const counting = (page) => {
  const done = { fields: [], clicks: [] };
  return {
    done,
    fill: async (field, text) => {
      done.fields.push(text);
      await field.fill(text);
    },
    attach: async (field, file) => {
      done.clicks.push(file.name);
      await field.setInputFiles(file);
    },
    click: async (role, name) => {
      done.clicks.push(String(name));
      await page.getByRole(role, { name }).first().click();
    },
    unfold: async (summary) => {
      done.clicks.push("unfold");
      await summary.click();
    },
  };
};

test("the first partnership goes public with a project, its funder and a picture", async () => {
  const page = await site.open(new URL(await site.invitation()).pathname);
  const { done, fill, attach, click, unfold } = counting(page);

  await fill(page.locator("[name=email]"), "ada@monde.example");
  await fill(page.locator("[name=name]"), "Ada");
  await fill(page.locator("[name=password]"), site.password);
  await click("button", "Activer mon compte");
  await page.getByText("Premiers pas").waitFor();

  await click("link", "Nouveau partenariat");
  await fill(page.locator("[id='f/title/fr']"), "De l’eau pour Saint-Louis");
  await click("button", "Ajouter un territoire");
  await fill(page.locator("[id='f/territories/0']"), "Saint-Louis");
  await page.keyboard.press("Tab");
  await click("button", "Créer « Saint-Louis »");
  // Several towns have the name.
  await click("button", /Créer « Saint-Louis » – .*Sénégal/);
  await page.getByText("Position et pays déduits du nom").waitFor();
  await fill(page.locator("[id='f/since/value']"), "mai 2019");
  await unfold(page.locator(".adder > summary"));
  await fill(page.locator("#picture-alt"), "Le pont Faidherbe");
  const drawing = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    canvas.getContext("2d").fillRect(0, 0, 640, 240);
    return canvas.toDataURL("image/jpeg").split(",")[1];
  });
  await attach(page.locator("#picture-file"), {
    name: "pont.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from(drawing, "base64"),
  });
  await click("button", "Envoyer");
  await page.locator("[id='f/media/0']").waitFor();
  assert.equal(await page.locator("[id='f/media/0']").inputValue(), "Le pont Faidherbe");
  await click("button", "Publier…");
  await page.getByRole("heading", { name: "Fiches liées non publiées" }).waitFor();
  await click("button", "Publier maintenant");
  await page.getByText("Fiche publiée. Le site sera à jour").waitFor();

  await click("button", "Nouveau projet");
  await fill(page.locator("[id='f/title/fr']"), "Un réseau d’eau");
  await click("button", "Ajouter un budget");
  await fill(page.locator("[id='f/budgets/0/period/start']"), "2025");
  await fill(page.locator("[id='f/budgets/0/value/amount']"), "45 k€");
  await click("button", "Ajouter un financeur");
  await fill(page.locator("[id='f/funding/0/funder']"), "Agence du Levant");
  await fill(page.locator("[id='f/funding/0/value/amount']"), "30 000 €");
  await click("button", "Créer « Agence du Levant »");
  await page.locator(".create").waitFor({ state: "detached" });
  await click("button", "Publier…");
  await click("button", "Publier maintenant");
  await page.getByText("Fiche publiée. Le site sera à jour").waitFor();

  console.log(`${done.fields.length} fields, ${done.clicks.length} clicks`);
  assert.ok(done.fields.length <= MAX_FIELDS, done.fields.join(" | "));
  assert.ok(done.clicks.length <= MAX_CLICKS, done.clicks.join(" | "));

  // The public sees all of it.
  const shown = "De l’eau pour Saint-Louis";
  for (let tries = 0; tries < 100; tries++) {
    await page.goto(`${site.address}/fr/`);
    if ((await page.locator("main").innerText()).includes(shown)) break;
    await page.waitForTimeout(100);
  }
  assert.ok((await page.locator("svg a[href*='partnerships']").count()) > 0, "a place on the map");
  await page.getByRole("link", { name: new RegExp(shown) }).last().press("Enter");
  await page.waitForURL("**/partnerships/*");
  const facts = await page.locator(".facts").innerText();
  assert.match(facts, /mai 2019/);
  assert.match(facts, /Sénégal/);
  for (let tries = 0; tries < 100 && (await page.locator("figure img").count()) === 0; tries++) {
    await page.waitForTimeout(200);
    await page.reload();
  }
  assert.equal(await page.locator("figure img").first().getAttribute("alt"), "Le pont Faidherbe");
  await page.getByRole("link", { name: "Un réseau d’eau" }).first().press("Enter");
  await page.waitForURL("**/projects/*");
  const project = await page.locator("main").innerText();
  assert.match(project, /45.000.€/);
  assert.match(project, /Agence du Levant/);
  assert.deepEqual(page.faults, []);
});
