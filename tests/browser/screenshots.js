// Makes the pictures of the guides from the real program with the fictional authority.
//
// PORTULAN=<program> node screenshots.js
import { mkdirSync } from "node:fs";
import { fictional } from "./support.js";

const guides = new URL("../../docs/guides/", import.meta.url).pathname;
const partnership = "baie-des-lanternes";
const spreadsheet = [
  "Nom;Pays;Adresse web",
  "Association des marins de Port-Imaginaire;FR;https://marins.example",
  "Ville de Sadjé;SN;",
  "Institut du littoral;FR;https://littoral.example",
].join("\n");

// Opens the first partnership.
async function open(page, address) {
  await page.goto(`${address}/office/partnerships/`);
  await page.locator("main a[href^='/office/partnerships/0']").first().click();
  await page.locator(".overview").waitFor();
}

// Opens its form.
async function edit(page, address) {
  await open(page, address);
  await page.locator(".overview .actions a").first().click();
  await page.locator("form [name='/title/fr']").waitFor();
}

// The pages: name, and what leads to them.
const steps = {
  home: (page, { address, language }) => page.goto(`${address}/${language}/`),
  partnership: (page, { address, language }) => page.goto(`${address}/${language}/partnerships/${partnership}`),
  "open-data": (page, { address, language }) => page.goto(`${address}/${language}/open-data`),
  dashboard: (page, { address }) => page.goto(`${address}/office/`),
  list: (page, { address }) => page.goto(`${address}/office/partnerships/`),
  overview: (page, { address }) => open(page, address),
  record: (page, { address }) => edit(page, address),
  publish: async (page, { address }) => {
    await edit(page, address);
    await page.locator("form [name='/title/fr']").fill("Baie des lanternes et de ses îles");
    await page.locator("button[value=publish]").first().click();
    await page.locator(".changes").waitFor();
  },
  import: async (page, { address }) => {
    await page.goto(`${address}/office/import`);
    const file = { name: "organisations.csv", mimeType: "text/csv", buffer: Buffer.from(spreadsheet) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.locator("input[type=file]").evaluate((input) => input.form.requestSubmit());
    await page.locator("select[name=target]").waitFor();
  },
  declaration: (page, { address }) => page.goto(`${address}/office/declaration`),
  users: (page, { address }) => page.goto(`${address}/office/users`),
};

for (const language of ["fr", "en"]) {
  const site = await fictional();
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  try {
    const storageState = await site.administrator(locale);
    mkdirSync(`${guides}${language}/images`, { recursive: true });
    for (const [name, step] of Object.entries(steps)) {
      const viewport = { width: 1120, height: 760 };
      const page = await site.open("/", { locale, storageState, viewport });
      await step(page, { address: site.address, language });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${guides}${language}/images/${name}.png` });
      await page.context().close();
    }
  } finally {
    await site.stop();
  }
}
