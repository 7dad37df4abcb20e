// Entering by way of an identity provider: a real one, on this machine.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startProvider } from "./provider.js";
import { start } from "./support.js";

const settings = (provider) => ({
  own: true,
  named: true,
  more: ["--oidc-issuer", provider.issuer, "--oidc-client", "portulan", "--oidc-name", "ProConnect"],
  env: { PORTULAN_OIDC_SECRET: "a-secret-between-the-two-of-them" },
});
const people = {
  ada: { email: "ada@monde.example", email_verified: true },
  eve: { email: "eve@ailleurs.example", email_verified: true },
  mallory: { email: "ada@monde.example", email_verified: false },
  olga: { email: "ada@monde.example" },
};
let provider, site, office;
before(async () => {
  provider = await startProvider(people);
  site = await start(settings(provider));
  provider.begin(site.address);
  office = await site.administrator();
});
after(async () => {
  await site?.stop();
  provider?.stop();
});

// Through the provider's own pages, as somebody.
async function through(page, name, address = site.address) {
  await page.getByRole("link", { name: "Se connecter avec ProConnect" }).click();
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${address}/**`);
}

// A browser of somebody who is not signed in anywhere. It leaves this site, so what it fetches is not judged.
const stranger = async (path = "/office/login") => {
  const page = await site.open(path);
  page.faults.length = 0;
  return page;
};

test("an invited person enters by the provider, and goes on to where they wanted", async () => {
  const page = await stranger("/office/partnerships/?state=draft");
  await through(page, "ada");
  assert.equal(page.url(), `${site.address}/office/partnerships/?state=draft`);
  await page.getByRole("link", { name: "Ada" }).waitFor();
  const log = await site.open("/office/audit", { storageState: office });
  const text = await log.locator("main").innerText();
  assert.ok(text.includes("Ada a lié son compte au fournisseur d’identité") && text.includes("Ada a ouvert une session"), text);
});

test("people whom the office does not know, and addresses that nobody vouches for, stay outside", async () => {
  for (const name of ["eve", "mallory", "olga"]) {
    const page = await stranger();
    await through(page, name);
    await page.getByText("vous n’avez pas de compte dans ce registre").waitFor();
    await page.goto(`${site.address}/office/`);
    assert.ok(page.url().includes("/office/login"), name);
  }
});

test("a return that this browser did not begin is refused, and one that was used", async () => {
  const begun = await stranger();
  const there = await begun.getByRole("link", { name: "Se connecter avec ProConnect" }).getAttribute("href");
  const answer = await begun.context().request.get(site.address + there, { maxRedirects: 0 });
  const address = new URL(answer.headers().location);
  assert.equal(address.origin, provider.issuer);
  assert.equal(address.searchParams.get("code_challenge_method"), "S256");
  const state = address.searchParams.get("state");
  const other = await stranger();
  const stolen = await other
    .context()
    .request.get(`${site.address}/office/login/sso/return?code=x&state=${state}`, { maxRedirects: 0 });
  assert.equal(stolen.status(), 422);
  const wrong = await begun
    .context()
    .request.get(`${site.address}/office/login/sso/return?code=x&state=${state}`, { maxRedirects: 0 });
  assert.equal(wrong.status(), 502, "a code that the provider does not know");
  const again = await begun
    .context()
    .request.get(`${site.address}/office/login/sso/return?code=x&state=${state}`, { maxRedirects: 0 });
  assert.equal(again.status(), 422);
});

test("whoever signs out here signs out at the provider too", async () => {
  const page = await stranger();
  await through(page, "ada");
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  // The page goes on to the provider, which asks and comes back.
  await page.waitForURL(`${provider.issuer}/**`);
  const address = new URL(page.url());
  assert.ok(address.searchParams.get("id_token_hint"), "the provider knows whose session ends");
  await page.getByRole("button", { name: /sign me out/ }).click();
  await page.waitForURL(`${site.address}/office/login**`);
  await page.getByRole("link", { name: "Se connecter avec ProConnect" }).click();
  await page.locator("input[name=login]").waitFor();
});

test("who reaches less assurance than is asked for stays outside", async () => {
  const weak = await startProvider(people);
  const common = settings(weak);
  const strict = await start({ ...common, more: [...common.more, "--oidc-acr", "eidas2"] });
  try {
    weak.begin(strict.address);
    await strict.administrator();
    const page = await strict.open("/office/login");
    page.faults.length = 0;
    await through(page, "ada", strict.address);
    await page.getByText("a renvoyé une réponse incorrecte").waitFor();
    await page.goto(`${strict.address}/office/`);
    assert.ok(page.url().includes("/office/login"));
  } finally {
    await strict.stop();
    weak.stop();
  }
});
