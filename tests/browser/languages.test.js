// The public site in languages that only the site has: readable, in the direction of the script, and without faults.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fictional, violations } from "./support.js";

const paths = [
  "/",
  "/partnerships",
  "/partnerships/baie-des-lanternes",
  "/projects",
  "/events",
  "/networks",
  "/organisations",
  "/themes",
  "/sdgs",
  "/sdgs/6",
  "/timeline",
  "/money",
  "/results",
  "/search?q=eau",
  "/sources",
  "/open-data",
  "/api",
  "/validate",
  "/docs",
  "/docs/first-hour",
  "/docs/rules",
  "/docs/rules/1.1.21",
  "/nowhere",
];

let site;
before(async () => {
  site = await fictional({ languages: ["fr", "en", "es", "ar"] });
});
after(() => site.stop());

for (const [language, direction] of [
  ["es", "ltr"],
  ["ar", "rtl"],
]) {
  for (const width of [320, 1280]) {
    test(`every page of the site in ${language} at ${width} px`, async () => {
      const colorScheme = width === 320 ? "dark" : "light";
      const context = await site.browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      const faults = [];
      for (const path of paths) {
        await page.goto(`${site.address}/${language}${path}`);
        const html = page.locator("html");
        assert.equal(await html.getAttribute("lang"), language, path);
        assert.equal(await html.getAttribute("dir"), direction, path);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) faults.push(`${path} is ${overflow} px too wide`);
        faults.push(...(await violations(page)));
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}

test("a partner reads the site in Spanish, with its names of countries and goals", async () => {
  const page = await site.open("/", { locale: "es-MX" });
  assert.equal(new URL(page.url()).pathname, "/es/");
  await page.goto(`${site.address}/es/partnerships/baie-des-lanternes`);
  const text = await page.locator("main").innerText();
  assert.doesNotMatch(text, /\b(Partenaires|Partners|depuis|since)\b/);
  await page.goto(`${site.address}/es/sdgs`);
  assert.match(await page.locator("main").innerText(), /Agua limpia y saneamiento/);
  const footer = await page.locator("footer").innerText();
  assert.match(footer, /aún no ha revisado esta traducción/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
