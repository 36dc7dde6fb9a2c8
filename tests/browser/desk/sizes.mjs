// Every page at every size.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { laidOut, readable, sound } from "./looks.mjs";
import { MATERIAL } from "./year.mjs";

const SIZES = {
  390: { width: 390, height: 844 },
  1366: { width: 1366, height: 768 },
  3840: { width: 3840, height: 2160 },
  "200%": { width: 683, height: 384, deviceScaleFactor: 2 },
};
const VERBS = ["verify", "backup", "evidence", "undo", "remind"];

/** What an office has in the middle of its year, the long and the hostile with it. */
function furnish(office) {
  const material = join(office.folder, "对照检查材料.txt");
  writeFileSync(material, MATERIAL);
  office.line("init", "--name", "柳湾镇文化站", "--team", "站领导班子");
  office.line("import", material, "--yes");
  office.line("link", "2-4", "--confirm");
  office.line("edit", "1-2", "--dept", "办公室", "--lead", "周敏", "--owner", "陈立", "--due", "3月底前");
  office.line("edit", "3-4", "--dept", "图书组", "--owner", "何静", "--due", "12月底前");
  office.line("add", `${"很长的问题写了又写，".repeat(12)}https://example.invalid/${"w".repeat(90)}`, "--year", "2021", "--dept", "<b>甲&乙</b>");
  office.line("log", "1", "围绕戏台修缮开展专题学习", "--figure", "学习=3次", "--evidence", material);
  office.line("submit", "1");
  office.line("log", "3", "新设三个村的停靠点", "--figure", "停靠点=5个");
  office.line("dispatch", "--out", join(office.folder, "下发"), "--round", "第二季度");
}

/** Looks at each page at each size. */
export async function sizes(office, open) {
  const hands = await open("2022-07-15");
  const { page } = hands;
  furnish(office);
  const pages = await page.$$eval("header nav a", links => links.map(link => new URL(link.href).pathname));
  pages.push("/tasks/1", "/tasks/6", "/tasks/assign", "/report?year=2022", "/do/log", "/do/import", "/do/verify?_go=1", ...VERBS.map(verb => `/do/${verb}`));
  const origin = new URL(page.url()).origin;
  const look = async () => {
    await sound(page);
    for (const [size, screen] of Object.entries(SIZES)) {
      await page.setViewport(screen);
      const about = `${page.url()} at ${size}`;
      await laidOut(page, about);
      await readable(page, about);
    }
    await page.setViewport(SIZES[1366]);
  };
  for (const place of pages) {
    await page.goto(`${origin}${place}`);
    await look();
  }
  // What was read, set right, and what went wrong are pages too.
  await hands.goes("导入");
  await hands.uploads("#files", join(office.folder, "对照检查材料.txt"));
  await hands.enters("main button.main", "读一读");
  await look();
  await page.goto(`${origin}/do/extend`);
  await hands.types("#extend-numbers", "99");
  await hands.types("#extend-due", "不是时限");
  await hands.enters("#form-extend button.main");
  await look();
}
