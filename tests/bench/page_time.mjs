// SPDX-License-Identifier: GPL-3.0-or-later
// How long a browser takes to draw a page: from the request of the file to its first paint and to the end of
// its load, script and all; the median of several, each in a new context. And the processor time of the page's
// main thread, which a busy machine does not lengthen.
//
//   node tests/bench/page_time.mjs CHROMIUM PAGE.html... [--runs N]
//
// Run alone on an idle machine. Nothing of it is asserted anywhere, since a busy machine is several times slower. It
// needs `npm ci --prefix tests/page`. What does not depend on the machine is tested: tests/page/look.mjs bounds
// the elements of a page and how often it is laid out, tests/report/test_html.py its size.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(new URL("../page/look.mjs", import.meta.url));
const { chromium } = require("playwright-core");

const given = process.argv.slice(2);
const at = given.indexOf("--runs");
const runs = at < 0 ? 11 : Number(given.splice(at, 2)[1]);
const [executablePath, ...files] = given;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
console.log("page  bytes  elements  first paint ms  loaded ms  processor ms  (median of", runs, "and slowest)");
for (const file of files) {
  const seen = [];
  for (let run = 0; run <= runs; ++run) {
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    await tools.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(`file://${path.resolve(file)}`);
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    const { metrics } = await tools.send("Performance.getMetrics");
    seen.push(await page.evaluate((work) => ({
      work,
      paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
      load: performance.getEntriesByType("navigation")[0].loadEventEnd,
      elements: document.querySelectorAll("*").length }), 1000 * metrics.find((one) => one.name === "TaskDuration").value));
    await context.close();
  }
  const warm = seen.slice(1); // the first one starts the browser's processes
  const column = (name) => `${median(warm.map((one) => one[name])).toFixed(0)} (${Math.max(...warm.map((one) => one[name])).toFixed(0)})`;
  console.log(path.basename(file), fs.statSync(file).size, warm[0].elements, column("paint"), column("load"),
    column("work"));
}
await browser.close();
