// SPDX-License-Identifier: GPL-3.0-or-later
// Opens each page of a folder in Chromium, without a network, and looks at it:
//
//   node look.mjs CHROMIUM FOLDER [SHOTS]
//
// Nothing is asked for, nothing is refused by the policy, nothing is wider than the window; axe-core finds
// nothing serious, in light and dark; the same tables are there without script; what is copied is what the
// cells say; everything can be reached by keyboard; tables fit on paper. With SHOTS, a folder, it leaves
// pictures there for people.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [, , executablePath, folder, shots] = process.argv;
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Width, scheme, and the rules of axe that are looked at: a scheme changes nothing but colours.
const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };
const VIEWS = [[360, "light", {}], [768, "light"], [1280, "dark", COLOURS], [2000, "light"]];
const MORE_SHOTS = [[400, "dark"], [1280, "light"]];
const PAPERS = { A4: 688, Letter: 710 }; // pixels between margins of 14 mm
const failures = [];
let provoked = false; // a refusal that is asked for

const check = (condition, what) => {
  if (!condition) {
    failures.push(what);
    console.log(`FAILED: ${what}`);
  }
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ offline: true });
const plain = await browser.newContext({ offline: true, javaScriptEnabled: false });
await context.grantPermissions(["clipboard-read", "clipboard-write"]);

let file = ""; // that is open

async function listen(within) {
  const page = await within.newPage();
  const name = () => path.basename(file);
  page.on("request", (request) =>
    check(request.url() === `file://${file}`, `${name()} asks for ${request.url()}`));
  page.on("console", (message) =>
    check(provoked || !["error", "warning"].includes(message.type()), `${name()}: ${message.text()}`));
  page.on("pageerror", (error) => check(false, `${name()}: ${error.message}`));
  page.on("dialog", async (dialog) => {
    check(false, `${name()} opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return page;
}

// Opens the file in a page of its own. What it costs a browser, as far as no machine's speed is in it: elements, and
// how often all was laid out meanwhile. A script that reads lengths between its changes lays the page out for each.
const MOST_ELEMENTS = 15000, MOST_LAYOUTS = 10;
async function open(name) {
  const page = await listen(context);
  const tools = await context.newCDPSession(page);
  await tools.send("Performance.enable");
  await page.goto(`file://${file}`);
  const { metrics } = await tools.send("Performance.getMetrics");
  const layouts = metrics.find((metric) => metric.name === "LayoutCount").value;
  const elements = await page.locator("*").count();
  await tools.detach();
  check(elements < MOST_ELEMENTS, `${name} has ${elements} elements`);
  check(layouts <= MOST_LAYOUTS, `${name} is laid out ${layouts} times`);
  if (shots) { console.log(name, elements, "elements,", layouts, "layouts"); }
  return page;
}

async function checkAxe(page, what, rules) {
  const options = { resultTypes: ["violations"], preload: false, iframes: false, ...rules }; // there is nothing to load
  const found = await page.evaluate(async (given) => (await globalThis.axe.run(given)).violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`), options);
  for (const violation of found) { check(false, `${what}: ${violation}`); }
}

async function checkWidths(page, name) {
  await page.evaluate(axe);
  for (const [width, scheme, rules] of [...VIEWS, ...(shots ? MORE_SHOTS : [])]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    check(wide <= width, `${name} is ${wide} wide in a window of ${width}`);
    const shown = await page.evaluate(() => [...document.querySelectorAll("figure:not(.live > *)")].map((figure) =>
      [...figure.querySelectorAll("svg")].filter((svg) => svg.getBoundingClientRect().width > 0).length));
    check(shown.every((count) => count === 1), `${name}, ${width}: pictures shown: ${shown}`);
    if (rules) { await checkAxe(page, `${name}, ${width}, ${scheme}`, rules); }
    if (shots) {
      await page.screenshot({ path: path.join(shots, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
  }
}

// In one page for all files.
const without = await listen(plain);
async function checkWithoutScript(page, name) {
  await without.goto(`file://${file}`);
  const cells = await page.locator("td, th").count();
  const plainCells = await without.locator("td, th").count();
  const controls = await without.locator("button, input, select").count();
  check(cells === plainCells, `${name}: ${cells} cells, ${plainCells} without script`);
  check(controls === 0, `${name}: ${controls} controls that need a script`);
}

// By keyboard: Tab reaches the button, Enter copies, and a status says so.
async function checkCopy(page, name) {
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => document.activeElement === document.body ? "none" :
    getComputedStyle(document.activeElement).outlineStyle);
  check(outline !== "none", `${name}: the focus is not seen`);
  const count = await page.locator("main table").count();
  const buttons = await page.locator(".tools button").count();
  check(buttons === count, `${name}: ${buttons} buttons of ${count} tables`);
  await page.evaluate(() => { for (const details of document.querySelectorAll("details")) { details.open = true; } });
  await page.locator(".tools button").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  const copies = await page.evaluate(async () => {
    const copied = [];
    for (const table of document.querySelectorAll("main table")) {
      await navigator.clipboard.writeText("");
      table.parentElement.nextElementSibling.querySelector("button").click();
      for (let wait = 0; wait < 100 && (await navigator.clipboard.readText()) === ""; ++wait) {
        await new Promise((resolve) => { setTimeout(resolve, 5); });
      }
      copied.push({ text: await navigator.clipboard.readText(), rows: table.tBodies[0].rows.length,
        numbers: [...table.querySelectorAll("[data-v]")].map((cell) => cell.dataset.v) });
    }
    return copied;
  });
  copies.forEach(({ text, rows, numbers }, i) => {
    const lines = text.trimEnd().split("\r\n");
    check(text.includes('"') || lines.length === rows + 1, `${name}: ${lines.length} lines of ${rows} rows`);
    check(numbers.every((number) => text.includes(number)), `${name}: numbers of table ${i} are not copied`);
    check(!/(^|,)"?[=@]/m.test(text), `${name}: a formula is copied`);
  });
}

// By keyboard: arrows go through a table that has the focus, and its line has the figure with all digits.
async function checkCells(page, name) {
  const cell = page.locator("main table:not(.explored) tbody tr:first-child [data-v]").first();
  if (await cell.count() === 0) { return; }
  const [value, column] = await cell.evaluate((element) => {
    element.closest(".scroll").focus();
    return [Number(element.dataset.v).toLocaleString("en", { maximumSignificantDigits: 15 }), element.cellIndex];
  });
  await page.keyboard.press("ArrowDown");
  for (let i = 0; i < column; ++i) { await page.keyboard.press("ArrowRight"); }
  const line = await page.evaluate(() => document.activeElement.nextElementSibling.querySelector("output").textContent);
  check(line.includes(value), `${name}: ${value} is not in "${line}"`);
}

async function checkPrint(page, name) {
  await page.emulateMedia({ media: "print" });
  for (const [format, width] of Object.entries(PAPERS)) {
    await page.setViewportSize({ width, height: 1000 });
    const wide = await page.evaluate(() => Math.max(...[...document.querySelectorAll("table, svg, dl")]
      .map((element) => element.getBoundingClientRect().right)));
    check(wide <= width + 1, `${name} on ${format}: ${wide} of ${width} pixels`);
    const hidden = await page.locator(".tools button").filter({ visible: true }).count();
    check(hidden === 0, `${name}: buttons are printed`);
    const pdf = await page.pdf({ format, printBackground: true });
    check(pdf.length > 10000, `${name}: ${format} has ${pdf.length} bytes`);
    if (shots) { fs.writeFileSync(path.join(shots, `${name}-${format}.pdf`), pdf); }
  }
  await page.emulateMedia({ media: "screen" });
}

// What would have run or loaded had a name become markup.
async function checkInert(page, name) {
  const counts = await page.evaluate(() => ["script", "img", "iframe", "object", "embed", "link", "base", "form",
    "[onclick], [onerror], [onload], [style]"].map((what) => document.querySelectorAll(what).length));
  check(counts.join() === "1,0,0,0,0,0,0,0,0", `${name}: ${counts}`);
  provoked = true;
  const blocked = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    const seen = new Promise((resolve) => document.addEventListener("securitypolicyviolation", resolve, { once: true }));
    document.body.append(script);
    return seen.then(() => globalThis.ran !== true);
  }).catch(() => false);
  check(blocked, `${name}: the policy lets a script run`);
  provoked = false;
}

async function checkExplorer(page, name) {
  const slider = page.locator("input[type=range]");
  if (await slider.count() === 0) { return; }
  const answer = () => page.locator(".explorer output").textContent();
  const before = await answer();
  await slider.focus();
  await page.keyboard.press("Home");
  const first = await answer();
  await page.keyboard.press("ArrowRight");
  const second = await answer();
  check(first !== second && before !== "", `${name}: the slider changes nothing`);
  for (const select of await page.locator(".explorer select").all()) {
    const options = await select.locator("option").count();
    const unchanged = await answer();
    await select.selectOption({ index: options - 1 });
    check(options < 2 || await answer() !== unchanged, `${name}: a choice changes nothing`);
  }
}

const files = fs.readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
check(files.length > 0, `no pages in ${folder}`);
for (const name of files) {
  file = path.join(folder, name);
  const page = await open(name);
  await checkCopy(page, name);
  await checkExplorer(page, name);
  await checkCells(page, name);
  await checkWidths(page, name);
  await checkPrint(page, name);
  await checkWithoutScript(page, name);
  await checkInert(page, name);
  await page.close();
}
await browser.close();
console.log(`${files.length} pages, ${failures.length} failures`);
process.exit(failures.length > 0 ? 1 : 0);
