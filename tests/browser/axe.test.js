// No page, in either language or theme, on a phone or a desk, has a fault that axe-core finds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, violations } from "./support.js";

const kinds = [
  "/",
  "/?theme=eau",
  "/partnerships",
  "/partnerships?kind=other-partnership",
  "/partnerships/kendari",
  "/partnerships/port-au-prince",
  "/partnerships/quebec",
  "/projects",
  "/projects/residences-artistes-haitiens",
  "/events",
  "/events/assises-franco-quebecoises-2023",
  "/networks",
  "/networks/atlantic-cities",
  "/organisations",
  "/organisations/lrsi",
  "/themes",
  "/themes/culture",
  "/sdgs",
  "/sdgs/6",
  "/sdgs/2",
  "/timeline",
  "/search",
  "/search?q=eau",
  "/sources",
  "/open-data",
  "/api",
  "/api?kind=partnerships&q=kendari",
  "/pages/accessibilite",
  "/nowhere",
  "/validate",
  "/docs/rules",
  "/docs/rules/1.1.21",
  "/docs/rules/9.7.1",
];

let site, office;
before(async () => {
  site = await start();
  office = await site.administrator();
});
after(() => site.stop());

for (const width of [320, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe-core finds nothing at ${width} px, ${colorScheme}`, async () => {
      const context = await site.browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      const faults = [];
      const paths = ["fr", "en"]
        .flatMap((language) => kinds.map((path) => `/${language}${path}`))
        .concat("/embed/map?lang=fr");
      for (const path of paths) {
        await page.goto(site.address + path);
        faults.push(...(await violations(page)));
      }
      await page.goto(`${site.address}/office/login`);
      faults.push(...(await violations(page)));
      await context.addCookies(office.cookies);
      // The office in French by day and in English by night.
      await page.goto(`${site.address}/office/account`);
      await page.locator("#language").selectOption(colorScheme === "light" ? "fr" : "en");
      await page.locator("form:has(#language) button").click();
      await page.waitForURL("**/office/account**");
      const folders = [
        "partnerships",
        "projects",
        "events",
        "agreements",
        "organisations",
        "territories",
        "networks",
        "documents",
        "media",
        "pages",
        "missions",
        "persons",
        "authorities",
      ];
      const inside = [
        "",
        "find?q=eau",
        "account",
        "users",
        "audit",
        "settings",
        "themes",
        "tokens",
        "hooks",
        "funders",
        "agenda",
        "tasks?of=all&view=board",
        "rates",
        "declaration/2025",
        "declaration/2025/prefill",
        "recipients",
        "proposals",
        "privacy",
        "tasks",
        "tasks?of=all",
        "import",
        ...folders.map((folder) => `${folder}/`),
        ...folders.slice(0, -1).map((folder) => `${folder}/new`),
      ];
      for (const path of inside) {
        await page.goto(`${site.address}/office/${path}`);
        faults.push(...(await violations(page)));
      }
      for (const [folder, name] of [
        ["partnerships", "Kendari"],
        ["projects", "Formation des personnels médicaux de Kananga"],
        ["authorities", "La Rochelle"],
      ]) {
        await page.goto(`${site.address}/office/${folder}/?q=${name}`);
        await page.locator(".grid tbody a").first().click();
        await page.waitForURL("**/overview");
        const record = page.url().replace("/overview", "");
        for (const view of ["", "/overview", "/history", "/history/1", "/publish"]) {
          await page.goto(record + view);
          faults.push(...(await violations(page)));
        }
      }
      // A contact, a mission and a task of this run, and a spreadsheet on its way in.
      const field = (path) => page.locator(`[id="f${path}"]`);
      for (const [folder, fields, views] of [
        ["persons", { "/name/fr": `Zélie ${width} ${colorScheme}` }, ["", "/publish", "/erase"]],
        ["missions", { "/title/fr": `Mission ${width} ${colorScheme}` }, ["", "/sheet", "/publish"]],
      ]) {
        await page.goto(`${site.address}/office/${folder}/new`);
        for (const [path, value] of Object.entries(fields)) await field(path).fill(value);
        await page.locator(".save button[value=save]").click();
        await page.waitForURL("**done=saved");
        const record = page.url().split("?")[0];
        if (folder === "missions") {
          for (const list of ["participants", "programme", "logistics", "costs"]) {
            await page.locator(`button[value="add:/${list}"]`).click();
            await page.locator(`[id="i/${list}/0"]`).waitFor();
          }
          await field("/participants/0/name").fill("Deux ingénieurs");
          await field("/programme/0/what/fr").fill("Visite");
          await field("/logistics/0/what/fr").fill("Visas");
          await field("/costs/0/what/fr").fill("Train");
          await page.locator(".save button[value=save]").click();
          await page.waitForURL("**done=saved");
        }
        await page.locator("#task").fill("Relire");
        await page.locator("#task").press("Enter");
        await page.waitForURL("**#tasks");
        for (const view of views) {
          await page.goto(record + view);
          faults.push(...(await violations(page)));
        }
      }
      await page.goto(`${site.address}/office/import`);
      const rows = "Nom (Français);Pays\nRégie;France\nPort;Atlantide\n";
      await page.setInputFiles("#file", { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
      await page.locator("form[enctype] button").click();
      await page.locator(".save button[value=map]").waitFor();
      faults.push(...(await violations(page)));
      await page.locator(".save button[value=map]").click();
      await page.locator(".save button[value=values]").waitFor();
      faults.push(...(await violations(page)));
      await page.locator(".save button[value=values]").click();
      await page.locator(".save button[value=check]").waitFor();
      faults.push(...(await violations(page)));
      await page.goto(`${site.address}/fr/validate`);
      await page.setInputFiles("#file", {
        name: "a.xml",
        mimeType: "text/xml",
        buffer: Buffer.from("<iati-activities version='2.03'><iati-activity/></iati-activities>"),
      });
      await page.getByRole("button", { name: "Valider" }).click();
      await page.locator(".verdict").waitFor();
      faults.push(...(await violations(page)));
      await context.close();
      assert.deepEqual(faults, []);
    });
  }
}
