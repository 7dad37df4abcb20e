// Entering with a passkey, and what happens when it is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support.js";

let site, office;
before(async () => {
  site = await start({ named: true });
  office = await site.administrator();
});
after(() => site.stop());

test("log in with a passkey, lose it, recover", async () => {
  const page = await site.open("/office/account", { storageState: office });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });

  // A wrong password adds nothing.
  const form = page.locator("form.passkey");
  await form.getByLabel("Nom de la clé d’accès").fill("Mon téléphone");
  await form.getByLabel("Mot de passe actuel").fill("non");
  await form.getByRole("button", { name: "Ajouter une clé d’accès" }).press("Enter");
  await page.getByText("Le mot de passe actuel est incorrect.").waitFor();
  page.faults = [];
  await form.getByLabel("Mot de passe actuel").fill(site.password);
  await form.getByRole("button", { name: "Ajouter une clé d’accès" }).press("Enter");
  await page.getByText("Clé d’accès ajoutée.").waitFor();
  const recovery = page.locator("form", { has: page.getByRole("button", { name: "Créer de nouveaux codes" }) });
  await recovery.getByLabel("Mot de passe actuel").fill(site.password);
  await recovery.getByRole("button").press("Enter");
  const codes = await page.locator(".codes code").allInnerTexts();
  assert.equal(codes.length, 10);

  // The key alone, with no name and no password.
  await page.getByRole("button", { name: "Se déconnecter" }).press("Enter");
  await page.waitForURL("**/office/login");
  await page.goto(`${site.address}/office/login?next=/office/events/`);
  await page.getByRole("button", { name: "Utiliser une clé d’accès" }).press("Enter");
  await page.waitForURL("**/office/events/");

  // The key as the second step.
  await page.getByRole("button", { name: "Se déconnecter" }).press("Enter");
  await page.waitForURL("**/office/login");
  const password = async () => {
    await page.getByLabel("Adresse électronique").fill("ada@monde.example");
    await page.getByLabel("Mot de passe").fill(site.password);
    await page.getByRole("button", { name: "Se connecter" }).press("Enter");
    await page.getByRole("heading", { name: "Double authentification" }).waitFor();
  };
  await password();
  await page.getByRole("button", { name: "Utiliser une clé d’accès" }).press("Enter");
  await page.waitForURL("**/office/");

  // The key is lost: the password and a recovery code open, and the key goes.
  await page.getByRole("button", { name: "Se déconnecter" }).press("Enter");
  await devtools.send("WebAuthn.clearCredentials", { authenticatorId });
  await password();
  await page.getByRole("button", { name: "Utiliser une clé d’accès" }).press("Enter");
  await page.getByText("La clé d’accès n’a pas fonctionné.").waitFor();
  await page.getByLabel("Code de secours").fill(codes[0]);
  await page.getByRole("button", { name: "Se connecter" }).press("Enter");
  await page.getByText("Connexion réussie avec un code de secours").waitFor();
  const lost = page.locator("li", { hasText: "Mon téléphone" });
  await lost.getByLabel("Mot de passe actuel").fill(site.password);
  await lost.getByRole("button", { name: "Supprimer" }).press("Enter");
  await page.getByText("Aucune clé d’accès.").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
