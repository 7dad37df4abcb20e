// Files of documents, the search in their text, and the form: what it shows first, and its bar for long texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atTheDesk, violations } from "./support.js";

const desk = atTheDesk();

// A page of a PDF with a sentence.
const pdf = (sentence) => {
  const content = `BT /F 12 Tf 72 700 Td (${sentence}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("");
  return Buffer.from(`%PDF-1.7\n${body}trailer << /Root 1 0 R >>\n`);
};

const save = (page) => page.getByRole("button", { name: "Enregistrer le brouillon" }).click();

test("a file is attached to an agreement and found by a word of its text", async () => {
  const page = await desk.open("/office/agreements/new");
  await page.locator("[id='f/title/fr']").fill("Convention du Levant");
  await save(page);
  await page.getByText("Modifications enregistrées.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Fiche", exact: true }).click();
  const file = { name: "Convention_signée.pdf", mimeType: "application/pdf", buffer: pdf("Le conseil approuve la goelette") };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("link", { name: /Télécharger Convention signée/ }).waitFor();
  assert.deepEqual(await violations(page), []);

  // The text is extracted beside other work.
  await page.keyboard.press("/");
  await page.keyboard.type("goelette");
  for (let tries = 0; tries < 50 && (await page.locator(".found a").count()) === 0; tries++) {
    await page.waitForTimeout(200);
    await page.locator(".find input").press("Space");
    await page.locator(".find input").press("Backspace");
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("Ce fichier est interne").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger" }).first().click();
  assert.match((await download).suggestedFilename(), /^convention-signee-[0-9a-f]+\.pdf$/);

  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Raccourcis clavier" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
});

test("fields that are rarely needed are folded, also by the keyboard", async () => {
  const page = await desk.open("/office/projects/new");
  const field = page.locator("[id='f/oda']");
  assert.equal(await field.isVisible(), false);
  await page.getByRole("button", { name: "Afficher tous les champs" }).press("Enter");
  assert.equal(await field.isVisible(), true);
  await page.reload();
  assert.equal(await field.isVisible(), true, "the choice is remembered");
  await page.getByRole("button", { name: "Masquer les autres champs" }).press("Enter");
  assert.equal(await field.isVisible(), false);
  await page.goto(`${page.url().split("#")[0]}#oda`);
  await field.waitFor({ state: "visible" });
  assert.deepEqual(await violations(page), []);
});

test("long texts have a bar, and pasted text keeps its structure", async () => {
  const page = await desk.open("/office/pages/new");
  const text = page.locator("textarea[data-markdown]").first();
  await text.fill("Une phrase importante");
  await text.evaluate((field) => field.setSelectionRange(4, 10));
  await page.getByRole("button", { name: "Gras (Ctrl+B)" }).first().click();
  assert.equal(await text.inputValue(), "Une **phrase** importante");
  await text.evaluate((field) => field.setSelectionRange(15, field.value.length));
  await page.keyboard.press("Control+b");
  assert.equal(await text.inputValue(), "Une **phrase** **importante**");
  // The same key takes the mark away, and leaves it after the text.
  await page.keyboard.press("Control+b");
  assert.equal(await text.inputValue(), "Une **phrase** importante");
  await text.fill("");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("gras");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" suite");
  assert.equal(await text.inputValue(), "**gras** suite");
  await text.fill("Début");
  await text.evaluate((field) => {
    const html =
      "<h2>Titre <b>gras</b></h2><p class=MsoListParagraph><span style='mso-list:Ignore'>· </span>un</p>" +
      "<p class=MsoListParagraph>deux</p><p>Étapes</p>" +
      "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>" +
      "<span style='mso-list:Ignore'>1.<span style='font:7.0pt'>&nbsp; </span></span><![endif]>puits</p>" +
      "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>" +
      "<span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>forage</p>" +
      "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>" +
      "<span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>pompe</p><p>Voir <a href='https://a.example/x'>la page</a>" +
      "<script>alert(1)</script> et <i>cela</i>.</p><ol><li>a</li><li>b</li></ol>" +
      "<ul><li>un<ul><li>dedans</li></ul></li></ul>" +
      "<table><tr><th>An</th><th>Euros</th></tr><tr><td>2025</td><td><p>30</p></td></tr></table>" +
      "<p><a href='javascript:alert(1)'>rien</a></p>";
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    field.setSelectionRange(field.value.length, field.value.length);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  assert.equal(
    await text.inputValue(),
    "Début\n\n## Titre gras\n\n- un\n- deux\n\nÉtapes\n\n1. puits\n   1. forage\n2. pompe\n\nVoir [la page](https://a.example/x) et *cela*.\n\n1. a\n2. b\n\n" +
      "- un\n  - dedans\n\n| An | Euros |\n| --- | --- |\n| 2025 | 30 |\n\nrien",
  );
});
