// Reports, as officers ask for them and as readers open them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fictional, program, violations } from "./support.js";

const site = await fictional();
after(site.stop);

test("an officer takes reports away in each form, by keyboard", async () => {
  const page = await site.open("/office/reports", { storageState: await site.administrator() });
  assert.deepEqual(await violations(page), []);
  const annual = page.locator("#annual");
  await annual.getByLabel("Année").selectOption("2024");
  await annual.getByLabel("Langue").selectOption("en");
  const begins = { pdf: "%PDF-", html: "<!doctype html>", odt: "PK", docx: "PK" };
  for (const [form, begin] of Object.entries(begins)) {
    const button = annual.getByRole("button", { name: form.toUpperCase() });
    const [file] = await Promise.all([page.waitForEvent("download"), button.press("Enter")]);
    assert.equal(file.suggestedFilename(), `annual-report-2024.${form}`);
    assert.ok(readFileSync(await file.path(), "latin1").startsWith(begin), form);
  }
  const funder = page.locator("#funder");
  await funder.getByLabel("Financeur").selectOption({ index: 1 });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    funder.getByRole("button", { name: "PDF" }).press("Enter"),
  ]);
  assert.match(file.suggestedFilename(), /^funder-[a-z-]+\.pdf$/);
  // No mission is kept, so there is no briefing to ask for.
  assert.equal(await page.locator("#briefing").count(), 0);
  assert.deepEqual(page.faults, []);
});

for (const [name, options] of [
  ["on a desktop", {}],
  ["on a telephone, in the dark", { viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
]) {
  test(`a report as one page of HTML is read ${name}`, async () => {
    const out = join(site.folder, "report.html");
    const made = spawnSync(program, ["report", "annual", "--data", site.folder, "--in", "fr", "--out", out]);
    assert.equal(made.status, 0, made.stderr.toString());
    const context = await site.browser.newContext(options);
    const page = await context.newPage();
    await page.goto(`file://${out}`);
    assert.deepEqual(await violations(page), []);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wider <= 0, `${wider} pixels too wide`);
    await page.getByRole("link", { name: "Perspectives" }).click();
    assert.ok(await page.getByRole("heading", { name: "Perspectives" }).isVisible());
    await context.close();
  });
}
