// Checks the page of ledger-desk in a real browser: node desk.mjs FOLDER [PART…].
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { core, together } from "./desk/core.mjs";
import { Keys, Mouse } from "./desk/hands.mjs";
import { watched } from "./desk/looks.mjs";
import { Office } from "./desk/program.mjs";
import { sizes } from "./desk/sizes.mjs";
import { year } from "./desk/year.mjs";

const [folder, ...wanted] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});

/** A browser of its own for an office, whose files are saved beside the ledger. */
async function visit(office, wrong) {
  const context = await browser.createBrowserContext({ downloadBehavior: { policy: "allow", downloadPath: office.saved } });
  const page = await context.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  watched(page, wrong);
  return page;
}

/** Opens the page on a day, with these hands on it. */
async function opened(office, wrong, Hands, script = true) {
  const page = await visit(office, wrong);
  await page.setJavaScriptEnabled(script);
  const hands = new Hands(page);
  return async day => {
    await page.goto(await office.open(day));
    return hands;
  };
}

const parts = {
  键盘: async (office, wrong) => year(office, await opened(office, wrong, Keys)),
  鼠标: async (office, wrong) => core(office, await opened(office, wrong, Mouse)),
  无脚本: async (office, wrong) => core(office, await opened(office, wrong, Mouse, false)),
  两人: async (office, wrong) => together(office, await opened(office, wrong, Mouse)),
  各种屏幕: async (office, wrong) => sizes(office, await opened(office, wrong, Mouse)),
};

let failed = 0;
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const office = new Office(folder, name);
  const wrong = [];
  const begun = Date.now();
  try {
    await part(office, wrong);
    if (wrong.length) throw new Error(wrong.join("\n"));
    console.log(`✓ ${name}：${((Date.now() - begun) / 1000).toFixed(1)} 秒`);
  } catch (fault) {
    failed += 1;
    console.error(`✗ ${name}：${fault.stack}\n${wrong.join("\n")}`);
  } finally {
    await office.end();
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
