// The fictional authority's money, results and declaration, as citizens and officers meet them.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fictional, violations } from "./support.js";

const site = await fictional();
after(site.stop);
// The link for the first account works once.
const storageState = await site.administrator();

for (const [name, options] of [
  ["on a desktop", {}],
  ["on a telephone, in the dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
]) {
  test(`money and results are read ${name}`, async () => {
    const page = await site.open("/fr/money", options);
    for (const path of ["/fr/money", "/en/results", "/fr/timeline", "/fr/projects/eau-de-la-lagune", "/fr/open-data"]) {
      await page.goto(site.address + path);
      assert.deepEqual(await violations(page), []);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wider <= 0, `${path} is ${wider} pixels too wide`);
      assert.match(await page.locator(".fictional").innerText(), /ficti[fv]|made up|fictional/i);
    }
    await page.goto(`${site.address}/fr/money`);
    await page.locator("#by-country summary").click();
    assert.match(await page.locator("#by-country table").innerText(), /Sénégal\s+816\s493,10/);
    assert.deepEqual(page.faults, []);
  });
}

test("a refused value is shown, although the address names another part of the page", async () => {
  const page = await site.open("/office/declaration/2025?missing=1#lines", { storageState });
  const line = page.locator("section", { has: page.getByRole("heading", { name: "Accueil de familles" }) });
  await line.locator("tr", { hasText: "12 premiers mois" }).locator("summary").press("Enter");
  await line.getByLabel(/12 premiers mois/).fill("abc");
  await line.getByLabel(/12 premiers mois/).press("Enter");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /abc/);
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "alert");
  const { y, height } = await alert.boundingBox();
  assert.ok(y >= 0 && y + height <= page.viewportSize().height, `the message is at ${y}`);
  assert.equal(new URL(page.url()).hash, "");
});

test("an officer decides, keeps the declaration, and sees what changed", async () => {
  const page = await site.open("/office/declaration/2025", { storageState });
  const line = page.locator("section", { has: page.getByRole("heading", { name: "Un atelier solaire" }) });
  await page.getByRole("button", { name: "Figer la déclaration transmise" }).click();
  await page.getByText("Aucune modification depuis").waitFor();
  await line.locator("tr", { hasText: "Montant" }).locator("summary").press("Enter");
  await line.getByLabel("Montant").fill("20 000");
  await line.getByLabel("Montant").press("Enter");
  await page.getByRole("heading", { name: "Modifications depuis la déclaration" }).waitFor();
  const changes = page.locator("table", { hasText: "Valeur actuelle" }).first();
  assert.match(await changes.innerText(), /17\s890\s€\s+20\s000\s€/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /XLSX/ }).click()]);
  assert.equal(file.suggestedFilename(), "e-apd-2025.xlsx");
  for (const path of ["declaration/2025", "declaration/2019", "funders", "rates"]) {
    await page.goto(`${site.address}/office/${path}`);
    assert.deepEqual(await violations(page), []);
  }
  assert.deepEqual(page.faults, []);
});

test("the tables of an overview have sums, and fit a telephone", async () => {
  const page = await site.open("/office/projects/", { storageState, viewport: { width: 390, height: 844 } });
  await page.locator(".grid a", { hasText: "De l’eau propre" }).first().click();
  await page.waitForURL("**/overview");
  const sums = await page.locator("tfoot tr").allInnerTexts();
  assert.ok(sums.some((sum) => /Total – Décaissement\s+647\s751,75\s€/.test(sum)), sums.join("; "));
  const widths = await page.locator(".readout .scroll").evaluateAll((boxes) =>
    boxes.map((box) => [box.getAttribute("aria-label"), box.scrollWidth - box.clientWidth]),
  );
  assert.ok(widths.length > 3);
  assert.deepEqual(widths.filter(([, wider]) => wider > 0), []);
  assert.deepEqual(page.faults, []);
});

// Opens the form of a project of the example.
const openProject = async (slug, options = {}) => {
  const page = await site.open("/office/projects/", { storageState, ...options });
  await page.locator(".grid a", { hasText: slug }).first().click();
  await page.waitForURL("**/overview");
  await page.goto(page.url().replace("/overview", ""));
  return page;
};
const field = (page, path) => page.locator(`[id="f${path}"]`);
const rowsOf = (page, list) => page.locator(`[id="g${list}"] tbody`);
const save = async (page) => {
  await page.locator(".save button[value=save]").click();
  await page.waitForURL("**done=saved");
};

test("amounts are edited in the cells of a table", async () => {
  const page = await openProject("autour de la lagune");
  const rows = rowsOf(page, "/transactions");
  const stored = async (path) => (await field(page, path).inputValue()).replace(/\s/g, " ");
  const count = await rows.count();
  const name = "Montant, ligne 2";
  const amount = page.locator(`[id="g/transactions"]`).getByRole("textbox", { name });
  await amount.fill("1 234,56");
  const third = await stored("/transactions/2/value/amount");
  await page.locator('button[value="remove:/transactions/0"]').click();
  await page.waitForFunction((n) => document.querySelectorAll('[id="g/transactions"] tbody').length === n, count - 1);
  await page.locator('button[value="add:/transactions"]').click();
  await field(page, `/transactions/${count - 1}/value/amount`).waitFor();
  // The first field of the new row has the focus.
  const focused = () => document.activeElement.name;
  assert.equal(await page.evaluate(focused), `/transactions/${count - 1}/date`);
  await page.keyboard.type("3 mars 2026");
  await field(page, `/transactions/${count - 1}/kind`).selectOption("3");
  await field(page, `/transactions/${count - 1}/value/amount`).fill("2 k€");
  await page.locator(`[id="i/transactions/${count - 1}"] summary`).first().press("Enter");
  await field(page, `/transactions/${count - 1}/description/fr`).fill("Pompe de secours");
  assert.deepEqual(await violations(page), []);
  await save(page);
  assert.equal(await rows.count(), count);
  assert.equal(await stored("/transactions/0/value/amount"), "1 234,56");
  assert.equal(await stored("/transactions/1/value/amount"), third);
  assert.equal(await stored(`/transactions/${count - 1}/value/amount`), "2 000");
  assert.equal(await stored(`/transactions/${count - 1}/value/currency`), "EUR");
  assert.equal(await stored(`/transactions/${count - 1}/description/fr`), "Pompe de secours");
  assert.match(await rows.last().locator(".told").innerText(), /Pompe de secours/);
  // The key that sends a form saves it; it does not press the first button of a row.
  await field(page, "/transactions/0/value/amount").fill("1 000");
  await field(page, "/transactions/0/value/amount").press("Enter");
  await page.waitForURL("**done=saved");
  assert.equal(await stored("/transactions/0/value/amount"), "1 000");
  assert.equal(await rows.count(), count);
  assert.deepEqual(page.faults, []);
});

test("a row that was removed is put back with what was typed in it", async () => {
  const page = await openProject("autour de la lagune");
  const rows = rowsOf(page, "/budgets");
  const count = await rows.count();
  await field(page, "/budgets/1/value/amount").fill("4 321");
  await page.locator('button[value="remove:/budgets/1"]').press("Enter");
  const restore = page.locator('[id="g/budgets"]').getByRole("button", { name: "Remettre l’élément" });
  await restore.waitFor();
  assert.equal(await rows.count(), count - 1);
  assert.deepEqual(await violations(page), []);
  await restore.press("Enter");
  assert.equal(await rows.count(), count);
  assert.equal(await field(page, "/budgets/1/value/amount").inputValue(), "4 321");
  // What is typed after the removal is not lost: the offer ends.
  await page.locator('button[value="remove:/budgets/1"]').press("Enter");
  await restore.waitFor();
  await field(page, "/budgets/0/value/amount").fill("5");
  assert.equal(await restore.count(), 0);
  assert.deepEqual(page.faults, []);
});

test("a message is in the row of its field, and opens the details that hold it", async () => {
  const page = await openProject("autour de la lagune");
  await field(page, "/budgets/0/value/amount").fill("beaucoup");
  await page.locator('[id="i/budgets/1"] summary').first().press("Enter");
  await field(page, "/budgets/1/value/value_date").fill("jamais");
  await page.locator(".save button[value=save]").click();
  const first = page.locator('[id="i/budgets/0"]');
  await first.locator(".problem.error").waitFor();
  assert.match(await first.innerText(), /beaucoup/);
  assert.equal(await field(page, "/budgets/0/value/amount").getAttribute("aria-invalid"), "true");
  assert.ok(await field(page, "/budgets/1/value/value_date").isVisible());
  assert.ok(!(await field(page, "/budgets/2/value/value_date").isVisible()));
  assert.deepEqual(await violations(page), []);
});

for (const [name, options] of [
  ["on a telephone", { viewport: { width: 360, height: 740 } }],
  ["on a telephone, in the dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
  ["on a tablet", { viewport: { width: 820, height: 1100 } }],
]) {
  test(`tables of amounts are cards with their labels ${name}`, async () => {
    const page = await openProject("autour de la lagune", options);
    const label = page.locator('[id="i/transactions/0"] label[for="f/transactions/0/value/amount"]');
    assert.ok(options.viewport.width > 640 || (await label.isVisible()));
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wider <= 0, `the form is ${wider} pixels too wide`);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.faults, []);
  });
}

test("lines of a spreadsheet fill the rows of a table, and none is lost without notice", async () => {
  const page = await openProject("autour de la lagune");
  const rows = await rowsOf(page, "/budgets").count();
  const lines = Array.from({ length: rows + 1 }, (_, index) => `${index + 1} 000,50\tXOF`);
  lines[0] += '\t"une ""rubrique"" inconnue"';
  // An empty cell empties the cell that it is pasted into.
  await field(page, "/budgets/2/value/amount").fill("7");
  lines[1] = "\tXOF";
  const paste = (text) =>
    field(page, "/budgets/1/value/amount").evaluate((cell, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", pasted);
      cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  const before = await field(page, "/budgets/0/value/amount").inputValue();
  await paste(`${lines.join("\r\n")}\r\n`);
  const value = (path) => field(page, path).inputValue();
  assert.equal(await value("/budgets/0/value/amount"), before);
  assert.equal(await value("/budgets/1/value/amount"), "1 000,50");
  assert.equal(await value("/budgets/1/value/currency"), "XOF");
  assert.equal(await value("/budgets/2/value/amount"), "");
  assert.equal(await value(`/budgets/${rows - 1}/value/currency`), "XOF");
  const note = await page.locator('[id="g/budgets"] .pasted').innerText();
  assert.match(note, new RegExp(`${rows - 1}.* vidées.* 1\\..* 2\\..* 1\\.`), note);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
});
