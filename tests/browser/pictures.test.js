// Pictures from a telephone, and partners who propose.
import assert from "node:assert/strict";
import { test } from "node:test";
import { atTheDesk } from "./support.js";

const desk = atTheDesk();
const { open } = desk;

// A photograph as a telephone makes it: upright by a note in its metadata, which also tells where it was taken.
const photograph = async (page) => {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 800 });
    const brush = canvas.getContext("2d");
    const sky = brush.createLinearGradient(0, 0, 1200, 800);
    sky.addColorStop(0, "#f4c07a");
    sky.addColorStop(1, "#1d4e6b");
    brush.fillStyle = sky;
    brush.fillRect(0, 0, 1200, 800);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  });
  const jpeg = Buffer.from(base64, "base64");
  const tiff = Buffer.alloc(8 + 2 + 24 + 4 + 2 + 24 + 4 + 24);
  tiff.write("MM", 0);
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  const entry = (at, tag, kind, count, value) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(kind, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    tiff.writeUInt32BE(value, at + 8);
  };
  entry(10, 0x0112, 3, 1, 6 << 16); // turn a quarter
  entry(22, 0x8825, 4, 1, 38); // where: see below
  tiff.writeUInt16BE(2, 38);
  entry(40, 1, 2, 2, 0x4e000000); // north
  entry(52, 2, 5, 3, 68);
  [46, 1, 9, 1, 0, 1].forEach((n, i) => tiff.writeUInt32BE(n, 68 + 4 * i));
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
};

test("a photograph taken by a telephone is sent, described and published, without its place", async () => {
  const page = await open("/office/media/");
  const buffer = await photograph(page);
  assert.ok(buffer.includes("Exif"));
  await page.setInputFiles("#files-media", [
    { name: "IMG_2041.jpg", mimeType: "image/jpeg", buffer },
    {
      name: "dessin.svg",
      mimeType: "image/svg+xml",
      buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    },
  ]);
  await page.getByText("Le format SVG n’est pas accepté").waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("422"));
  await page.locator(".sending").getByRole("link", { name: "IMG_2041.jpg" }).press("Enter");
  await page.waitForURL("**/office/media/*-*");
  for (let tries = 0; tries < 300 && (await page.locator(".shown img").count()) === 0; tries++) {
    await page.waitForTimeout(200);
    await page.reload();
  }
  const shot = page.locator(".shown img");
  assert.ok(Number(await shot.getAttribute("height")) > Number(await shot.getAttribute("width")), "upright");

  // It cannot go out before somebody says what it shows.
  await page.getByRole("button", { name: "Publier…" }).press("Enter");
  await page.waitForURL("**/publish");
  assert.equal(await page.getByRole("button", { name: "Publier maintenant" }).count(), 0);
  await page.goBack();
  await shot.click({ position: { x: 60, y: 40 } });
  assert.match(await page.locator("[id='f/focus/x']").inputValue(), /^\d+$/);
  await page.locator("[id='f/alt/fr']").fill("Le port au soleil couchant");
  await page.locator("[id='f/credit/fr']").fill("Ada");
  await page.getByRole("button", { name: "Publier…" }).press("Enter");
  await page.waitForURL("**/publish");
  await page.getByRole("button", { name: "Publier maintenant" }).press("Enter");
  await page.getByText("Fiche publiée. Le site sera à jour").waitFor();

  await page.goto(`${desk.site.address}/office/organisations/new`);
  await page.locator("[id='f/name/fr']").fill("Le Phare");
  await page.locator("#facts details.more > summary").press("Enter");
  await page.getByRole("button", { name: "Ajouter une image", exact: true }).press("Enter");
  await page.locator("[id='f/media/0']").fill("Le port au soleil couchant");
  await page.getByRole("button", { name: "Publier…" }).press("Enter");
  await page.waitForURL("**/publish");
  await page.getByRole("button", { name: "Publier maintenant" }).press("Enter");
  await page.getByText("Fiche publiée. Le site sera à jour").waitFor();

  const reader = await open("/fr/organisations", { storageState: undefined });
  for (let tries = 0; tries < 50; tries++) {
    await reader.goto(`${desk.site.address}/fr/organisations/le-phare`);
    if ((await reader.locator("figure img").count()) > 0) break;
    await reader.waitForTimeout(200);
  }
  reader.faults = reader.faults.filter((fault) => !fault.includes("404"));
  const seen = reader.locator("figure img");
  await seen.scrollIntoViewIfNeeded();
  await reader.waitForFunction(() => document.querySelector("figure img").complete);
  assert.match(await seen.evaluate((image) => image.currentSrc), /\.avif$/, "the smallest format that the browser has");
  assert.equal(await seen.getAttribute("alt"), "Le port au soleil couchant");
  const addresses = await reader.evaluate(() =>
    [...document.querySelectorAll("figure source, figure img")].flatMap((e) =>
      e.srcset.split(", ").map((s) => s.split(" ")[0]),
    ),
  );
  assert.ok(addresses.length >= 6, addresses.join(" "));
  for (const address of addresses) {
    const bytes = Buffer.from(await (await reader.request.get(desk.site.address + address)).body());
    assert.ok(bytes.length > 500 && !bytes.includes("Exif") && !bytes.includes("GPS"), address);
  }
});

test("an association proposes, the officer accepts", async () => {
  const ada = await open("/office/users");
  await ada.getByLabel("Nom").fill("Association du Large");
  await ada.getByLabel("Adresse électronique").fill("large@monde.example");
  await ada.getByLabel("Rôle").selectOption("partner");
  await ada.getByRole("button", { name: "Créer l’invitation" }).press("Enter");
  const link = await ada.locator(".link code").innerText();
  await ada.getByLabel("Kendari").check();
  await ada.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await ada.waitForURL("**/office/users");

  const guest = await open(new URL(link).pathname, { storageState: undefined });
  await guest.getByLabel("Mot de passe").fill(desk.site.password);
  await guest.getByRole("button", { name: "Activer mon compte" }).press("Enter");
  await guest.waitForURL("**/office/");
  await guest.goto(`${desk.site.address}/office/partnerships/`);
  await guest.locator("th[scope=row]").getByRole("link", { name: "Kendari", exact: true }).press("Enter");
  await guest.waitForURL("**/overview");
  await guest.getByRole("link", { name: "Modifier", exact: true }).first().press("Enter");
  await guest.getByText("Vos modifications seront envoyées comme proposition").waitFor();
  assert.equal(await guest.getByRole("button", { name: "Enregistrer le brouillon" }).count(), 0);
  await guest.getByRole("button", { name: "Ajouter un objectif", exact: true }).first().focus();
  await guest.keyboard.press("Enter");
  await guest.waitForFunction(() => document.activeElement.id.startsWith("f/objectives/3/"));
  await guest.locator("[id='f/objectives/3/value/fr']").fill("Former trente pêcheurs.");
  await guest.getByLabel("Motif (à l’attention du décideur)").fill("Décidé en assemblée");
  await guest.getByRole("button", { name: "Envoyer la proposition" }).press("Enter");
  await guest.getByText("Proposition envoyée. La réponse apparaîtra").waitFor();

  await ada.goto(`${desk.site.address}/office/`);
  await ada
    .locator("section", { hasText: "Propositions à traiter" })
    .getByRole("link", { name: "Kendari" })
    .press("Enter");
  assert.match(await ada.locator(".changes ins").innerText(), /Former trente pêcheurs\./);
  await ada.getByLabel("Réponse à l’auteur de la proposition").fill("Merci !");
  await ada.getByRole("button", { name: "Accepter en brouillon" }).press("Enter");
  await ada.waitForURL("**/office/partnerships/*-*");
  assert.equal(await ada.locator("[id='f/objectives/3/value/fr']").inputValue(), "Former trente pêcheurs.");

  await guest.goto(`${desk.site.address}/office/`);
  await guest.locator("section", { hasText: "Vos propositions" }).getByRole("link", { name: "Kendari" }).press("Enter");
  await guest.getByText("Merci !").waitFor();
});
