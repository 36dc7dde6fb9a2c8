// Checks boards: node board.mjs FOLDER NAME…; beside NAME.html stands NAME.json of `ledger stats`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [folder, ...names] = process.argv.slice(2);
const pictures = process.env.PICTURES;
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});

const screens = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 1280, height: 800, scheme: "dark" },
  { width: 390, height: 844 },
];

// Runs in the page: what sticks out, is cut off or lies on something else.
function layoutFaults() {
  const faults = [];
  const name = element => `${element.tagName}.${element.className.baseVal ?? element.className} “${element.textContent.trim().slice(0, 20)}”`;
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) faults.push(`page is ${root.scrollWidth} wide`);
  for (const panel of document.querySelectorAll(".panel, .figures")) {
    if (panel.scrollWidth > panel.clientWidth + 1) faults.push(`${name(panel)} overflows sideways`);
    if (panel.scrollHeight > panel.clientHeight + 1) faults.push(`${name(panel)} overflows downwards by ${panel.scrollHeight - panel.clientHeight}`);
  }
  const apart = selector => {
    for (const parent of document.querySelectorAll(selector)) {
      const boxes = [...parent.children]
        .map(element => [element, element.getBoundingClientRect()])
        .filter(([element, box]) => box.width > 2 && box.height > 2 && !["title", "polyline", "line", "circle", "rect", "CAPTION"].includes(element.tagName));
      boxes.forEach(([a, x], at) => {
        for (const [b, y] of boxes.slice(at + 1)) {
          const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
          const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
          if (wide > 1.5 && high > 3) faults.push(`${name(a)} lies on ${name(b)}`);
        }
      });
    }
  };
  ["main", "header", ".about", ".figures dl", ".board", ".panel", ".ring-box", ".bars tbody", ".bars td", ".parts", ".cards", ".cards li", ".timeline tbody", ".timeline tr", "svg.lines", "svg.axis", ".filters", "#tasks tbody"].forEach(apart);
  return faults;
}

const visibleRows = page => page.$$eval("#tasks tbody tr", rows => rows.filter(row => !row.hidden).length);

async function checkCounts(page, stats) {
  const shown = Object.fromEntries(await page.$$eval("[data-count]", all => all.map(one => [one.dataset.count, Number(one.textContent)])));
  const expected = { ...stats, ...stats.standings };
  delete shown.persons_left_out;
  assert.ok(Object.keys(shown).length >= 10, "the page shows its counts");
  for (const [what, count] of Object.entries(shown)) assert.equal(count, expected[what], what);
}

async function checkFilters(page, stats) {
  const all = await visibleRows(page);
  assert.equal(all, stats.problems, "every task has a row");
  await page.select("#f-status", "!overdue");
  assert.equal(await visibleRows(page), stats.overdue, "overdue rows");
  if (stats.statuses.closed > 0) {
    await page.select("#f-status", "已销号");
    assert.equal(await visibleRows(page), stats.statuses.closed, "closed rows");
  }
  await page.select("#f-status", "");
  await page.type("#f-text", "没有这样的文字");
  assert.equal(await visibleRows(page), 0, "rows with strange words");
  assert.match(await page.$eval("#f-count", one => one.textContent), new RegExp(`${all}个中的0个`));
  await page.$eval("#f-text", input => { input.value = ""; input.dispatchEvent(new Event("input")); });
  assert.equal(await visibleRows(page), all, "all rows again");
}

async function checkSorting(page) {
  const column = async title => page.$$eval("#tasks thead th", (heads, wanted) => heads.findIndex(head => head.textContent === wanted), title);
  const click = async at => (await page.$$("#tasks thead button"))[at].click();
  const cells = at => page.$$eval("#tasks tbody tr", (rows, place) => rows.map(row => row.cells[place].dataset.v ?? row.cells[place].textContent.trim()), at);
  const days = await column("剩余");
  for (const [turn, sign] of [[1, 1], [2, -1]]) {
    await click(days);
    const values = await cells(days);
    const filled = values.filter(Boolean).map(Number);
    assert.ok(filled.every((value, at) => at === 0 || sign * (value - filled[at - 1]) >= 0), `sorted by days, turn ${turn}`);
    assert.ok(values.slice(filled.length).every(value => !value), "the empty ones stand last");
  }
  const number = await column("编号");
  await click(number);
  const numbers = (await cells(number)).map(Number);
  assert.ok(numbers.every((value, at) => at === 0 || value > numbers[at - 1]), "sorted by number");
}

async function checkPrint(page, name) {
  await page.emulateMediaType("print");
  // What a printer gives an A3 page turned on its side, less its margins.
  await page.setViewport({ width: 1512, height: 1047 });
  const faults = await page.evaluate(layoutFaults);
  assert.deepEqual(faults, [], `${name} in print`);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, ...(pictures && { path: join(pictures, `${name}.pdf`) }) });
  const text = Buffer.from(pdf).toString("latin1");
  const pages = text.match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, 1, `${name} prints on one page`);
  const [, width, height] = text.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
  assert.ok(Math.abs(width - 1190.55) < 2 && Math.abs(height - 841.89) < 2, `${name} is A3: ${width}×${height}`);
  await page.emulateMediaType(null);
}

async function check(name) {
  const stats = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const page = await browser.newPage();
  const wrong = [];
  page.on("request", request => { if (request.url() !== url && !request.url().startsWith("data:")) wrong.push(`request to ${request.url()}`); });
  page.on("console", message => { if (["error", "warn"].includes(message.type())) wrong.push(message.text()); });
  page.on("pageerror", error => wrong.push(String(error)));
  page.on("dialog", dialog => { wrong.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  for (const { scheme, ...screen } of screens) {
    await page.setViewport(screen);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme ?? "light" }]);
    await page.goto(url);
    const faults = await page.evaluate(layoutFaults);
    assert.deepEqual(faults, [], `${name} at ${screen.width}×${screen.height}`);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${screen.width}${scheme ?? ""}.png`) });
  }
  assert.equal(await page.$eval("html", html => html.lang), "zh-CN");
  assert.equal(await page.$$eval("script[src], link[href]:not([href^='data:']), img, iframe", all => all.length), 0);
  await page.setViewport(screens[0]);
  if (stats.problems > 0) {
    await checkCounts(page, stats);
    await checkFilters(page, stats);
    await checkSorting(page);
  }
  await checkPrint(page, name);
  // Without a script everything is still there to read.
  await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const source = await page.content();
  assert.equal((source.match(/<tr[^>]*><td>/g) ?? []).length, stats.problems, "rows without a script");
  if (stats.problems > 0) assert.ok(/<form class="filters" hidden/.test(source), "no dead controls");
  assert.deepEqual(wrong, [], name);
  await page.close();
  console.log(`✓ ${name}：${stats.problems} 个问题`);
}

let failed = 0;
for (const name of names) {
  try {
    await check(name);
  } catch (fault) {
    failed += 1;
    console.error(`✗ ${name}：${fault.message}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
