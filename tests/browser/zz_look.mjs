import { fictional, start } from "./support.js";
const what = process.argv[2] ?? "all";
const shot = async (page, name, opts = { fullPage: true }) => page.screenshot({ path: `/tmp/w1shots/${name}.png`, ...opts });
const site = await fictional();
try {
  const state = await site.administrator("fr-FR");
  const open = (path, o = {}) => site.open(path, { storageState: state, ...o });
  const phone = { viewport: { width: 390, height: 844 } };
  if (what === "all" || what === "header") {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open("/office/", { ...phone, colorScheme });
      await shot(page, `header-${colorScheme}`, { clip: { x: 0, y: 0, width: 390, height: 400 } });
      console.log("bar", await page.locator(".bar").evaluate((b) => b.offsetHeight), await page.evaluate(() => document.documentElement.scrollWidth));
      if (colorScheme === "dark") { const s = page.locator(".bar .own summary"); if (await s.count()) { await s.click(); await shot(page, "header-open", { clip: { x: 0, y: 0, width: 390, height: 400 } }); } }
    }
    const page = await open("/office/"); await shot(page, "header-desk", { clip: { x: 0, y: 0, width: 1280, height: 200 } });
  }
  if (what === "all" || what === "setup") {
    await shot(await open("/office/setup"), "setup-desk");
    await shot(await open("/office/setup", phone), "setup-phone");
  }
  if (what === "all" || what === "record") {
    const list = await open("/office/authorities/");
    const href = await list.locator("th[scope=row] a").first().getAttribute("href");
    await shot(await open(href.replace("/overview", "")), "authority-desk", { clip: { x: 0, y: 0, width: 1280, height: 1800 }, fullPage: true });
    const page = await open("/office/projects/new");
    await page.waitForLoadState();
    await page.locator("button[value='add:/budgets']").click();
    await page.locator("[id='f/budgets/0/value/currency']").waitFor();
    await page.locator("details:has(> * button[value='add:/transactions']), details:has(button[value='add:/transactions'])").first().evaluate((d) => { d.open = true; }); await page.locator("button[value='add:/transactions']").click();
    await page.locator("[id='f/transactions/0/value/currency']").waitFor();
    console.log(await page.locator("select[name$='/currency']").evaluateAll((l) => l.map((s) => [s.name, s.value, s.offsetWidth])));
    await page.locator("[id='g/budgets']").screenshot({ path: "/tmp/w1shots/budgets.png" });
    await page.locator("[id='g/transactions']").screenshot({ path: "/tmp/w1shots/transactions.png" });
    const m = await open("/office/projects/new", phone);
    await m.locator("button[value='add:/budgets']").click();
    await m.locator("[id='f/budgets/0/value/currency']").waitFor();
    await m.locator("[id='g/budgets']").screenshot({ path: "/tmp/w1shots/budgets-phone.png" });
  }
} finally { await site.stop(); }
