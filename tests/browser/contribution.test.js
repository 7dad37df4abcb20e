// An operator without an account reports on a project through a link; an officer accepts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fictional, violations } from "./support.js";

let site;
before(async () => { site = await fictional(); });
after(async () => { await site?.stop(); });

/** A photograph of one colour, made by the browser. */
const photograph = async (page) => {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 240];
    canvas.getContext("2d").fillRect(0, 0, 320, 240);
    return canvas.toDataURL("image/jpeg").split(",")[1];
  });
  return { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
};

test("a contribution goes from its link into the draft of the project", async () => {
  const storageState = await site.administrator("fr-FR");
  const officer = await site.open("/", { locale: "fr-FR", storageState });
  await officer.goto(`${site.address}/office/projects/`);
  await officer.locator("a[href$='/overview']").first().click();
  const project = officer.url();
  await officer.getByRole("link", { name: "Demander ou relire des contributions" }).click();
  await officer.locator("#contributor").fill("Association Rivages imaginaires");
  await officer.getByLabel("Période : premier jour").fill("janvier 2026");
  await officer.getByLabel("Période : dernier jour").fill("juin 2026");
  await officer.getByRole("button", { name: "Créer le lien" }).click();
  assert.deepEqual(await violations(officer), []);
  const link = await officer.getByLabel("Lien du formulaire").inputValue();

  // On a telephone, without an account.
  const guest = await site.open("/", { locale: "fr-FR", viewport: { width: 360, height: 740 } });
  await guest.goto(link);
  await guest.getByLabel("Ce qui a été fait").fill("Deux puits sont achevés.");
  await guest.getByLabel("Date, ligne 1").fill("5 mars 2026");
  await guest.getByLabel("Montant, ligne 1").fill("beaucoup");
  await guest.getByRole("button", { name: "Envoyer" }).click();
  await guest.getByText("2 champs sont à corriger").waitFor();
  assert.deepEqual(await violations(guest), []);
  assert.equal(await guest.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  await guest.getByLabel("Montant, ligne 1").fill("1,2 k€");
  await guest.getByLabel("Votre nom").fill("Zoé Imaginaire");
  await guest.getByLabel("Ajouter une photographie").setInputFiles(await photograph(guest));
  await guest.getByLabel("Description de la photographie").fill("Le puits du nord");
  await guest.getByLabel("Auteur de la photographie").fill("Zoé Imaginaire");
  await guest.getByLabel("Les personnes reconnaissables").check();
  await guest.getByRole("button", { name: "Ajouter la photographie" }).click();
  await guest.getByRole("img", { name: "Le puits du nord" }).waitFor();
  await guest.getByRole("button", { name: "Envoyer" }).click();
  await guest.getByRole("heading", { name: "Contribution envoyée" }).waitFor();
  assert.deepEqual(await violations(guest), []);

  await officer.goto(`${site.address}/office/`);
  await officer.locator("a[href^='/office/contributions/']").click();
  assert.deepEqual(await violations(officer), []);
  assert.match(await officer.locator("main").innerText(), /1\s200\s€/);
  await officer.getByLabel("Organisation qui a payé ces dépenses").fill("Association Quais solidaires");
  await officer.getByRole("button", { name: "Accepter" }).click();
  await officer.getByText("Contribution acceptée").waitFor();
  assert.ok(officer.url().startsWith(project));
  assert.match(await officer.locator("main").innerText(), /point d’étape, 1er\sjanvier\s–\s30\sjuin\s2026/);
});
