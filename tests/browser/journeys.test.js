// What readers come for, as they do it.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { start } from "./support.js";

let site;
const pages = [];
const open = async (...args) => {
  const page = await site.open(...args);
  pages.push(page);
  return page;
};
before(async () => {
  site = await start();
});
after(() => site.stop());
afterEach(async () => {
  for (const page of pages.splice(0)) {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test("find what La Rochelle does in Indonesia and who pays", async () => {
  const page = await open("/");
  assert.match(page.url(), /\/fr\/$/);
  await page.getByRole("searchbox").first().fill("indonesie");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Kendari", exact: true }).first().click();
  await page.waitForURL("**/fr/partnerships/kendari");
  const grid = page.locator(".locator path").first();
  assert.equal(await grid.evaluate((path) => getComputedStyle(path).fill), "none", "meridians are lines");
  const facts = page.locator(".facts");
  assert.match(await facts.innerText(), /Agence française de développement/);
  assert.match(await page.locator(".spans").innerText(), /FICOL[\s\S]*depuis 2020/);
  await page.getByRole("link", { name: "Agence française de développement" }).first().click();
  assert.match(await page.locator("main").innerText(), /Kendari/);
});

test("find who came to the Assises of 2023", async () => {
  const page = await open("/en/");
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Events" }).click();
  await page.getByRole("link", { name: /6th Franco-Québec Assises/ }).click();
  const chart = page.locator(".attendance");
  assert.match(await page.locator(".total").innerText(), /over 350 participants/);
  for (const row of ["registered from Québec", "nearly 90", "mayors from Québec", "12", "over 50"]) {
    assert.ok((await chart.innerText()).includes(row), row);
  }
  assert.equal(await chart.locator("rect").count(), 6);
});

test("switch language and theme; both stay", async () => {
  const page = await open("/fr/partnerships/kananga");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL("**/en/partnerships/kananga");
  await page.getByRole("button", { name: "Switch to dark mode" }).click();
  assert.notEqual(await ground(), light);
  await page.reload();
  assert.notEqual(await ground(), light, "the theme is kept");
  await page.getByRole("button", { name: "Switch to light mode" }).click();
  assert.equal(await ground(), light);
  assert.deepEqual(await page.context().cookies(), []);
});

test("filter the map by keyboard", async () => {
  const page = await open("/fr/");
  await page.getByLabel("Thème").focus();
  await page.keyboard.type("Grand");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".port.off").length === 6);
  assert.match(await page.locator(".live").innerText(), /^Partenariats affichés\s:\s1$/);
  assert.match(page.url(), /theme=eau/);
  assert.equal(await page.locator(".card:visible").count(), 1);
  // The keyboard reaches the one marker that is left, and it leads to its page.
  await page.locator(".port:not(.off)").focus();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Kendari, Indonésie");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/fr/partnerships/kendari");
  await page.goBack();
  await page.getByRole("link", { name: "Effacer les filtres" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".port.off").length === 0);
});

test("a shared filter opens as it was sent", async () => {
  const page = await open("/en/?country=UA");
  assert.equal(await page.locator(".port:not(.off)").count(), 1);
  assert.equal(await page.locator(".card").count(), 1);
  await page.getByLabel("Country").selectOption("");
  await page.waitForFunction(() => document.querySelectorAll(".port:not(.off)").length === 7);
});

test("zoom and pan keep markers and links", async () => {
  const page = await open("/fr/");
  const box = () => page.locator(".chart").getAttribute("viewBox");
  const whole = await box();
  await page.getByRole("button", { name: "Zoom avant" }).click();
  const near = await box();
  assert.notEqual(near, whole);
  await page.locator(".chart").scrollIntoViewIfNeeded();
  const chart = await page.locator(".chart").boundingBox();
  await page.mouse.move(chart.x + 300, chart.y + 200);
  await page.mouse.down();
  await page.mouse.move(chart.x + 200, chart.y + 150, { steps: 4 });
  await page.mouse.up();
  assert.notEqual(await box(), near);
  await page.getByRole("button", { name: "Recentrer la carte" }).click();
  assert.equal(
    await box(),
    whole
      .split(" ")
      .map((n) => Number(n).toFixed(2))
      .join(" "),
  );
  await page.locator(".port[aria-label^='Kananga'] .hit").hover();
  assert.match(await page.locator(".preview").innerText(), /Kananga[\s\S]*centres de santé/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".preview").isVisible(), false);
});

test("all without scripts", async () => {
  const page = await open("/fr/", { javaScriptEnabled: false });
  assert.equal(await page.locator(".chart .port").count(), 7);
  await page.getByLabel("Pays").selectOption("UA");
  await page.getByRole("button", { name: "Filtrer" }).click();
  assert.match(page.url(), /country=UA/);
  assert.equal(await page.locator(".port:not(.off)").count(), 1);
  await page.locator(".port:not(.off) .hit").click();
  await page.waitForURL("**/fr/partnerships/apostolove");
  assert.match(await page.locator("main").innerText(), /reconstruction de ses infrastructures/);
  await page.getByRole("searchbox").fill("assises");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /6ᵉ Assises/ }).click();
  assert.match(await page.locator(".total").innerText(), /plus de 350/);
});

const faulty = {
  name: "activités.xml",
  mimeType: "text/xml",
  buffer: Buffer.from("<iati-activities version='2.03'>\n<iati-activity><title/></iati-activity>\n</iati-activities>"),
};

test("validate a file, by keyboard, and look at what is critical", async () => {
  const page = await open("/fr/validate", { viewport: { width: 390, height: 844 } });
  await page.setInputFiles("#file", faulty);
  await page.locator("#file").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".verdict").waitFor();
  assert.match(page.url(), /validate$/);
  assert.match(await page.locator(".verdict").innerText(), /activités\.xml n’est pas un fichier IATI valide \(1 activité\)/);
  assert.ok(await page.locator(".report li.advice").first().isVisible());
  for (const name of ["erreur", "avertissement", "conseil"]) await page.getByRole("checkbox", { name }).press("Space");
  assert.equal(await page.locator(".report li:visible").count(), await page.locator(".report li.critical").count());
  await page.locator(".report ol a").first().click();
  assert.match(page.url(), /docs\/rules\/0\.3\.1/);
  assert.deepEqual(page.faults, []);
});

test("drop a large file; the report is bounded and whole", async () => {
  const page = await open("/en/validate");
  const one = "<iati-activity><title/></iati-activity>\n".repeat(200_000);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([`<iati-activities version='2.03'>${text}</iati-activities>`], "large.xml"));
    return transfer;
  }, one);
  await page.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
  await page.locator(".verdict").waitFor();
  assert.match(await page.locator(".verdict").innerText(), /200,000 activities/);
  assert.match(await page.locator(".verdict").innerText(), /counted but not shown/);
  assert.ok((await page.locator(".report li").count()) < 2_100);
  assert.deepEqual(page.faults, []);
});

test("validate a file without scripts", async () => {
  const page = await open("/fr/validate", { javaScriptEnabled: false });
  await page.setInputFiles("#file", faulty);
  await page.getByRole("button", { name: "Valider" }).click();
  await page.locator(".verdict").waitFor();
  assert.match(await page.locator("main").innerText(), /Rapport de validation\s: activités\.xml/);
  assert.match(await page.locator("footer").innerText(), /Portulan/);
});

test("names on the map do not touch, at any width that shows them", async () => {
  for (const width of [700, 1280, 1920, 3840]) {
    const page = await open("/fr/", { viewport: { width, height: 900 } });
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".chart text")].map((t) => t.getBoundingClientRect());
      return boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4),
      ).length;
    });
    assert.equal(overlaps, 0, `${width}`);
  }
});

test("no page scrolls sideways from 320 px up", async () => {
  for (const width of [320, 414, 768, 1280]) {
    const page = await open("/fr/", { viewport: { width, height: 900 } });
    for (const path of [
      "/fr/",
      "/fr/partnerships",
      "/fr/partnerships/port-au-prince",
      "/fr/events/assises-franco-quebecoises-2023",
      "/en/organisations",
      "/fr/sdgs",
      "/fr/timeline",
      "/fr/sources",
      "/fr/validate",
      "/fr/docs/rules",
      "/fr/docs/rules/9.7.1",
    ]) {
      await page.goto(site.address + path);
      const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      assert.ok(scroll <= inner, `${path} at ${width}: ${scroll}`);
    }
  }
});
