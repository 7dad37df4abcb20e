// Contacts, missions and tasks, as an officer prepares a delegation.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { start } from "./support.js";

let site, office;
before(async () => {
  site = await start({ own: true });
  office = await site.administrator();
});
after(() => site.stop());

const field = (page, path) => page.locator(`[id="f${path}"]`);

test("a delegation is prepared: a contact, a mission with its sheet, a task; then the contact is erased", async () => {
  const page = await site.open("/office/", { storageState: office });
  await page.getByRole("link", { name: "Nouveau contact" }).press("Enter");
  await field(page, "/name/fr").fill("Zélie Imaginaire");
  await field(page, "/function/fr").fill("Directrice du port");
  await field(page, "/email").fill("zelie@port.example");
  await field(page, "/phone").fill("+33 5 00 00 00 00");
  await field(page, "/purpose/fr").fill("Préparer les délégations");
  await field(page, "/legal_basis").selectOption("public-task");
  await field(page, "/kept_until").fill("décembre 2029");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).press("Enter");
  await page.getByText("Modifications enregistrées.", { exact: true }).waitFor();
  assert.ok(!page.url().includes("zelie"), "no name in the address");
  const contact = page.url().split("?")[0];

  await page.goto(`${site.address}/office/missions/new`);
  await field(page, "/title/fr").fill("Délégation du port jumeau");
  await field(page, "/direction").selectOption("received");
  await field(page, "/dates/start").fill("12 mars 2031");
  await field(page, "/dates/end").fill("15 mars 2031");
  const add = (name) => page.getByRole("button", { name: `Ajouter ${name}`, exact: true }).press("Enter");
  await add("une personne");
  await field(page, "/participants/0/person").fill("Zélie Imaginaire");
  await field(page, "/participants/0/reply").selectOption("confirmed");
  await add("une étape");
  await field(page, "/programme/0/date").fill("12 mars 2031");
  await field(page, "/programme/0/time").fill("09:30");
  await field(page, "/programme/0/what/fr").fill("Visite du phare");
  await add("une tâche");
  await field(page, "/logistics/0/what/fr").fill("Réserver les chambres");
  await field(page, "/logistics/0/due").fill("1 février 2031");
  await add("un coût");
  await field(page, "/costs/0/what/fr").fill("Quatre nuits");
  await field(page, "/costs/0/kind").selectOption("accommodation");
  await field(page, "/costs/0/amount/amount").fill("1 234,50");
  await field(page, "/costs/0/amount/currency").selectOption("EUR");
  await page.getByLabel("Détails, ligne 1").press("Enter");
  await field(page, "/costs/0/amount/value_date").fill("2031");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).press("Enter");
  await page.getByText("Modifications enregistrées.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Dossier de mission" }).press("Enter");
  for (const text of ["Zélie Imaginaire", "+33 5 00 00 00 00", "Visite du phare", "0/1", "1 234,50 €"]) {
    assert.ok(
      (await page.locator("main").innerText())
        .replaceAll(/[\u00a0\u202f]/g, " ")
        .toLowerCase()
        .includes(text.toLowerCase()),
      text,
    );
  }
  await page.getByRole("button", { name: "Marquer comme terminée – Réserver les chambres" }).press("Enter");
  await page.getByText("1/1").waitFor();

  await page.getByRole("link", { name: "Modifier" }).press("Enter");
  await page.getByLabel("Intitulé de la tâche").fill("Prévenir la presse");
  await page.getByLabel("Échéance", { exact: true }).last().fill("1 mars 2031");
  await page.getByLabel("Responsable").last().selectOption("Ada");
  await page.getByLabel("Intitulé de la tâche").press("Enter");
  await page.getByRole("button", { name: "Marquer comme terminée – Prévenir la presse" }).waitFor();
  await page.goto(`${site.address}/office/`);
  await page.getByRole("button", { name: "Marquer comme terminée – Prévenir la presse" }).press("Enter");
  await page.getByRole("button", { name: "Marquer comme terminée – Prévenir la presse" }).waitFor({ state: "detached" });
  assert.equal(await page.getByText("Prévenir la presse").count(), 0);

  await page.goto(`${contact}/publish`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Exporter les données (JSON)" }).press("Enter"),
  ]);
  const given = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(given.data.email, "zelie@port.example");
  await page.getByRole("link", { name: "Supprimer cette personne" }).press("Enter");
  await page.getByText("Délégation du port jumeau").first().waitFor();
  await page.getByRole("button", { name: "Supprimer définitivement" }).press("Enter");
  await page.getByText("Aucune fiche").waitFor();
  await page.goto(`${site.address}/office/audit?q=person`);
  const log = await page.locator("main").innerText();
  for (const action of ["a consulté", "a exporté", "a supprimé définitivement un contact"]) {
    assert.ok(log.includes(action), `${action}: ${log}`);
  }
  assert.ok(!log.includes("Zélie"), log);
  assert.deepEqual(page.faults, []);
});
