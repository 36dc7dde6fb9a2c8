// Checks the page of ledger-desk in a real browser: node desk.mjs FOLDER [PART…].
import puppeteer from "puppeteer-core";
import { away } from "./desk/away.mjs";
import { core, together } from "./desk/core.mjs";
import { Keys, Mouse } from "./desk/hands.mjs";
import { watched } from "./desk/looks.mjs";
import { Office } from "./desk/program.mjs";
import { sizes } from "./desk/sizes.mjs";
import { year } from "./desk/year.mjs";

const [folder, ...wanted] = process.argv.slice(2);

/** What is done, with which hands, and whether the page has its script. */
const PARTS = {
  键盘: [year, Keys],
  鼠标: [core, Mouse],
  无脚本: [core, Mouse, false],
  两人: [together, Mouse],
  断开: [away, Mouse],
  各种屏幕: [sizes, Mouse],
};

/** One part in an office of its own, with whatever no page may do. */
async function done(browser, name) {
  const [part, Hands, script = true] = PARTS[name];
  const office = new Office(folder, name);
  const wrong = [];
  const begun = Date.now();
  try {
    const context = await browser.createBrowserContext({ downloadBehavior: { policy: "allow", downloadPath: office.saved } });
    const page = await context.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    await page.setJavaScriptEnabled(script);
    watched(page, wrong);
    const hands = new Hands(page);
    await part(office, async day => {
      await page.goto(await office.open(day));
      return hands;
    });
    await context.close();
    if (wrong.length) throw new Error("something that no page may do");
    console.log(`✓ ${name}：${((Date.now() - begun) / 1000).toFixed(1)} 秒`);
    return true;
  } catch (fault) {
    console.error(`✗ ${name}：${fault.stack}\n${wrong.join("\n")}`);
    return false;
  } finally {
    await office.end();
  }
}

/** Parts in turn in a browser of their own: only one page has the focus. */
async function inTurn(names) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
  });
  let all = true;
  for (const name of names) {
    if (wanted.length && !wanted.includes(name)) continue;
    all = (await done(browser, name)) && all;
  }
  await browser.close();
  return all;
}

const [first, ...others] = Object.keys(PARTS);
const ended = await Promise.all([inTurn([first]), inTurn(others)]);
process.exit(ended.every(Boolean) ? 0 : 1);
