// The example of a typed client: types are made from the API description, the example compiles and runs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { start } from "./support.js";

const site = await start();
const here = new URL(".", import.meta.url).pathname;
// Inside this folder, so that packages are found.
const folder = mkdtempSync(join(here, "client-"));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await site.stop();
});

const run = (...command) => {
  const done = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return done.stdout;
};

test("the example of a typed client is taken by the compiler, reads and writes", async () => {
  const page = await site.open("/office/tokens", { storageState: await site.administrator() });
  await page.getByLabel("Usage du jeton").fill("Client");
  await page.getByLabel("créer et modifier des brouillons").check();
  await page.getByLabel("Mot de passe actuel").fill(site.password);
  await page.getByRole("button", { name: "Créer le jeton" }).click();
  const token = await page.locator("[role=status] code").first().innerText();

  const description = await (await fetch(`${site.address}/api/v1/openapi.json`)).text();
  writeFileSync(join(folder, "openapi.json"), description);
  copyFileSync(join(here, "../../examples/client/client.ts"), join(folder, "client.ts"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const bin = join(here, "node_modules");
  run(join(bin, "openapi-typescript/bin/cli.js"), "openapi.json", "--output", "register.ts");
  const strict = ["--strict", "--target", "es2022", "--module", "nodenext", "--types", "node", "--skipLibCheck"];
  run(join(bin, "typescript/bin/tsc"), ...strict, "client.ts");
  const said = run("client.js", site.address, token).trim().split("\n");
  assert.match(said[0], /Kendari/);
  assert.equal(said[0].split(", ").length, 7);
  assert.equal(said[1], "school-gardens draft 2");
});
