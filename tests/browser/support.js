// Starts the program with its example on a free port, and a browser that looks at it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";

export const program = process.env.PORTULAN ?? new URL("../../target/debug/portulan", import.meta.url).pathname;
const browsers = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

// What keeps people from reading a page, one line each.
export const violations = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(
    (v) =>
      `${page.url()} ${v.id}: ${v.nodes
        .slice(0, 3)
        .map((n) => n.target.join(" "))
        .join(" | ")}`,
  );
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// With `own`, an empty register of an authority that does not exist, instead of the example; with `fresh`, one without an
// authority. With `named`, at an address that has a name: browsers know no passkeys elsewhere.
// `more` are further options of the program, `env` what it finds in its environment.
export async function start({ own = false, fresh = false, named = false, more = [], env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "portulan-browser-"));
  const data = own || fresh ? ["--data", "own"] : [];
  if (fresh) more = [...more, "--new"];
  if (own) {
    const authority = ["--name", "Ville de Port-Imaginaire", "--country", "FR", "--port", "46.5,-1.8"];
    const made = spawnSync(program, ["init", ...data, ...authority], { cwd: folder });
    if (made.status !== 0) throw new Error(made.stderr.toString());
  }
  const port = named ? await freePort() : 0;
  const url = named ? ["--public-url", `http://localhost:${port}`] : [];
  const server = spawn(program, ["--lang", "en", "serve", "--listen", `127.0.0.1:${port}`, ...url, ...data, ...more], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  let said = "";
  const bound = await new Promise((resolve, reject) => {
    server.stdout.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/[0-9.:]+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the server stopped with ${code}: ${said}`)));
  });
  const address = named ? `http://localhost:${port}` : bound;
  const executablePath = browsers.find((path) => path && existsSync(path));
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const stop = async () => {
    await browser.close();
    server.removeAllListeners("exit");
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  // A page that fails the test if anything is fetched from elsewhere or a script complains.
  const open = async (path, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "fr-FR", ...options });
    const page = await context.newPage();
    page.faults = [];
    page.on("pageerror", (error) => page.faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
    page.on("request", (request) => request.url().startsWith(address) || page.faults.push(`fetched ${request.url()}`));
    await page.goto(address + path);
    return page;
  };
  const password = "le phare bleu tourne";
  // The link for the first administrator, which the program prints.
  const invitation = async () => {
    while (!/office\/start\/\S+/.test(said)) await new Promise((resolve) => setTimeout(resolve, 20));
    return address + said.match(/\/office\/start\/\S+/)[0];
  };
  // The first administrator; the browser's state, for other contexts.
  const administrator = async (locale = "fr-FR") => {
    const page = await open(new URL(await invitation()).pathname, { locale });
    await page.locator("[name=email]").fill("ada@monde.example");
    await page.locator("[name=name]").fill("Ada");
    await page.locator("[name=password]").fill(password);
    await page.locator("[name=password]").press("Enter");
    await page.waitForURL("**/office/");
    const state = await page.context().storageState();
    await page.context().close();
    return state;
  };
  return { address, browser, open, stop, invitation, administrator, password };
}

// An office with its administrator, begun before the tests of a file and ended after them. After each test its pages
// are closed, and must have had no fault.
export function atTheDesk() {
  const desk = {};
  const pages = [];
  before(async () => {
    desk.site = await start();
    desk.office = await desk.site.administrator();
  });
  after(() => desk.site.stop());
  afterEach(async () => {
    for (const page of pages.splice(0)) {
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  });
  desk.open = async (path, options = {}) => {
    const page = await desk.site.open(path, { storageState: desk.office, ...options });
    pages.push(page);
    return page;
  };
  return desk;
}

// The fictional authority in a register of its own, served; with the folder that it is in. `languages` are those of the
// site instead of French and English.
export async function fictional({ languages } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "portulan-fictional-"));
  const example = new URL("../../examples/port-imaginaire", import.meta.url).pathname;
  const records = join(folder, "records");
  cpSync(example, records, { recursive: true });
  if (languages) {
    const authority = join(records, "authorities/port-imaginaire.toml");
    const text = readFileSync(authority, "utf8").replace(/^languages = .*$/m, `languages = ${JSON.stringify(languages)}`);
    writeFileSync(authority, text);
  }
  const imported = spawnSync(program, ["import", records, "--data", folder]);
  assert.equal(imported.status, 0, imported.stderr.toString());
  const site = await start({ more: ["--data", folder] });
  const stop = async () => {
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...site, folder, stop };
}
