// A whole year of an office by the keyboard alone, from an empty place to the backup.
import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fill, words } from "./sheet.mjs";

export const MATERIAL = `柳湾镇文化站领导班子2021年度民主生活会对照检查材料
会前集中学习三次，谈心谈话十六人次，现将对照检查情况报告如下。
一、存在的主要问题
（一）带头深化学习方面
一是学用结合不够。比如，学习时谈到戏台修缮的只有一次。
二是年轻职工学习交流偏少。
（二）带头服务群众方面
一是图书流动车停靠点偏少。比如，六个村里只有两个村有停靠点。
二是戏台演出安排公布不及时。
三是以上几条请各组认领。
二、产生问题的原因
（一）深入村组不够。
三、努力方向和整改措施
（一）把业务难题带进学习。每月围绕一个业务难题开展学习。
（二）办好青年交流会。每季度举办一次年轻职工学习交流会。
（三）增设流动车停靠点。年内六个村都设图书流动车停靠点。
（四）按月公布演出安排。每月五日前公布戏台演出安排。
`;
const GRID = ['办公室\t周敏\t陈立\t3月底前\t"演出组\n图书组"', "办公室\t周敏\t陈立\t6月底前\t", "图书组\t周敏\t何静\t9月底前\t"].join("\n");

const WHOLE = `存在问题\t责任部门\t整改时限\n戏台演出安排公布不及时\t"演出组"\t9月底前\n`;

/** Goes through the year; `open(day)` gives the keys on the page of that day. */
export async function year(office, open) {
  let keys = await open("2022-01-20");
  await begins(office, keys);
  await imports(office, keys);
  await brings(office, keys);
  await assigns(office, keys);
  await adopts(office, keys);
  await notes(office, open);
  await closes(office, open);
  await forms(office, open);
  await reports(office, open);
  keys = await open("2022-12-30");
  await looksBack(office, keys);
  assert.match(office.line("verify"), /台账完好/);
  standsAsTyped(office);
}

async function begins(office, keys) {
  await keys.reads("还没有");
  await keys.enters("main a[href='/do/init'], main a[href*='init']");
  await keys.types("#init-name", "柳湾镇文化站");
  await keys.types("#init-team", "站领导班子");
  await keys.enters("#form-init button");
  await keys.reads("已建账：柳湾镇文化站");
}

async function imports(office, keys) {
  const file = join(office.folder, "对照检查材料.txt");
  writeFileSync(file, MATERIAL);
  await keys.goes("导入");
  await keys.uploads("#files", file);
  await keys.enters("main button.main", "读一读");
  await keys.reads("读出问题5个");
  // The line that is no problem is gone to by the arrows and set right by its letter.
  await keys.to(".read-line");
  const place = await keys.page.$$eval(".read-line", lines => lines.filter(line => !line.closest("details:not([open])")).findIndex(line => line.closest(".paragraph").querySelector(".text").textContent.includes("请各组认领")));
  for (let step = 0; step < place; step += 1) await keys.press("ArrowDown");
  await keys.shows();
  await keys.press("n");
  assert.match(await keys.page.$eval(".counted", one => one.textContent), /改了 1 行/);
  await keys.enters("button", "按改过的重新读");
  await keys.reads("读出问题4个", "改过 1 处");
  await keys.enters("button.main", "写入台账");
  await keys.reads("新增 4 项");
  await keys.enters("main a.button", "分解责任");
}

/** Pastes what a spreadsheet puts on the clipboard. */
function pastes(keys, text) {
  return keys.page.evaluate(text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

async function assigns(office, keys) {
  await keys.to("form.grid input[name='dept-1']");
  await pastes(keys, GRID);
  assert.equal(await keys.value("[name='owner-3']"), "何静");
  assert.equal(await keys.value("[name='co_dept-1']"), "演出组、图书组");
  for (const field of ["dept", "lead", "owner", "due"]) {
    await keys.to(`input[name='${field}-4']`);
    await keys.press("Control+d");
  }
  await keys.page.waitForFunction(() => document.querySelector("[name='due-4']").parentElement.textContent.includes("2022-09-30"), { timeout: 5000 });
  await keys.press("Control+ArrowUp");
  assert.equal(await keys.page.evaluate(() => document.activeElement.name), "due-3");
  await keys.enters("button.main", "写入");
  await keys.reads("改了 4 项");
  assert.equal(await keys.value("[name='dept-3']"), "图书组");
}

/** A whole table with its heads is read as a table, not pasted into columns that are others. */
async function brings(office, keys) {
  await keys.to("form.grid input[name='dept-1']");
  await pastes(keys, WHOLE);
  assert.equal(await keys.value("[name='dept-1']"), "");
  await keys.enters("button", "按整张表读", { back: true });
  await keys.reads("粘贴的表.csv", "第 4 项，补上空缺");
  await keys.enters("button.main", "写入台账");
  await keys.goes("台账");
  await keys.reads("演出组");
  await keys.enters("main a", "分解");
}

async function adopts(office, keys) {
  await keys.goes("措施");
  await keys.types("#numbers", "2-4");
  await keys.enters("button", "各采用最像的一条");
  await keys.reads("已采用 3 条");
  const own = ".joins[data-task='1'] select";
  const place = await keys.page.$eval(own, one => [...one.options].find(option => option.text.includes("把业务难题带进学习")).value);
  await keys.chooses(own, place);
  await keys.enters(".joins[data-task='1'] button", "采用");
  await keys.reads("已采用 4 条");
}

async function note(office, keys, task, text, figure) {
  const proof = join(office.folder, `佐证${task}.txt`);
  writeFileSync(proof, `${text}\n`);
  await keys.goes("台账");
  await keys.enters(`.tasks a[href='/tasks/${task}']`);
  await keys.types("#log-text", text);
  await keys.types("#log-figure", figure);
  await keys.uploads("#log-evidence", proof);
  await keys.enters("#form-log button.main");
  await keys.reads(text, figure.split("=")[1]);
}

async function notes(office, open) {
  await note(office, await open("2022-03-10"), 1, "围绕戏台修缮开展专题学习", "学习=3次");
  await note(office, await open("2022-05-18"), 2, "举办年轻职工学习交流会", "参加=24人次");
  await note(office, await open("2022-06-22"), 3, "新设三个村的停靠点", "停靠点=5个");
}

/** Opens what can be done with a task. */
async function opens(keys, task, verb, name) {
  await keys.goes("台账");
  await keys.enters(`.tasks a[href='/tasks/${task}']`);
  await keys.unfolds(`details.do:has(#form-${verb}) > summary`, name);
}

async function closes(office, open) {
  let keys = await open("2022-06-28");
  await opens(keys, 1, "submit", "申请销号");
  await keys.enters("#form-submit button.main");
  await keys.reads("申请销号");
  keys = await open("2022-06-30");
  await opens(keys, 1, "return", "退回");
  await keys.types("#return-reason", "佐证里没有学习记录");
  await keys.enters("#form-return button.main");
  await keys.reads("佐证里没有学习记录");
  keys = await open("2022-07-05");
  await opens(keys, 1, "submit", "申请销号");
  await keys.enters("#form-submit button.main");
  await opens(keys, 1, "close", "销号");
  await keys.types("#close-outcome", "全年业务学习都带着难题开");
  await keys.types("#close-verifier", "站务会");
  await keys.enters("#form-close button.main");
  await keys.reads("已销号", "站务会");
  keys = await open("2022-09-26");
  await opens(keys, 3, "extend", "延期");
  await keys.types("#extend-due", "11月底前");
  await keys.types("#extend-reason", "山路塌方，车到不了村");
  await keys.types("#extend-approved_by", "站务会");
  await keys.enters("#form-extend button.main");
  await keys.reads("2022年11月30日", "山路塌方");
}

async function forms(office, open) {
  let keys = await open("2022-10-08");
  await keys.goes("下发回收");
  await keys.types("#dispatch-return_by", "10月20日");
  await keys.types("#dispatch-round", "第三季度");
  await keys.enters("main button.main", "做出填报表");
  await keys.to("a.file", { text: "图书组" });
  const form = await office.saves(() => keys.press("Enter"));
  const filled = join(office.folder, "图书组交回.xlsx");
  copyFileSync(form, filled);
  fill(filled, 4, "本期进展情况", "九月起每月五日前公布演出安排");
  keys = await open("2022-10-19");
  await keys.goes("下发回收");
  await keys.uploads("#home-files", filled);
  await keys.enters("main button.main", "看带来了什么");
  await keys.reads("九月起每月五日前公布演出安排", "可以录入 1 处改动");
  await keys.enters("main button.main", "录入");
  await keys.reads("录入 1 处改动", "办公室");
}

async function reports(office, open) {
  const keys = await open("2022-12-20");
  await keys.goes("报告");
  await keys.types("#report-year", "2022");
  await keys.enters("main button.main", "写出来看");
  await keys.reads("围绕戏台修缮开展专题学习", "第 1 项");
  // A sentence tells by the keyboard too what it comes from.
  await keys.to(".cited .words");
  assert.ok(await keys.page.$eval(".cited:focus-within .behind", one => one.checkVisibility()));
  await keys.press("Escape");
  assert.equal(await keys.page.$eval(".cited:focus-within .behind", one => one.checkVisibility()), false);
  await keys.unfolds("#item-1 summary");
  const wording = "针对学用结合不够的问题，业务学习每次带一个难题来，全年学习3次。";
  await keys.types("#wording-1", wording);
  await keys.enters("#item-1 button.main", "记下");
  await keys.reads(wording);
  await keys.to("button", { text: "存成 Word", back: true });
  const report = await office.saves(() => keys.press("Enter"));
  assert.ok(report.endsWith(".docx"), report);
  assert.ok(words(report).includes(wording), words(report));
}

async function looksBack(office, keys) {
  await keys.goes("留痕");
  await keys.reads("山路塌方");
  await keys.goes("更多");
  await keys.enters(".verbs a[href='/do/verify']");
  await keys.enters("#form-verify button.main");
  await keys.reads("台账完好");
  await keys.goes("更多");
  await keys.enters(".verbs a[href='/do/backup']");
  await keys.enters("#form-backup button.main");
  await keys.to("a.file");
  const copy = await office.saves(() => keys.press("Enter"));
  assert.ok(copy.endsWith(".db"), copy);
}

function standsAsTyped(office) {
  const [one, two, three, four, ...more] = office.tasks();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [one, two, three, four].map(task => [task.problem, task.dept, task.lead, task.owner, task.deadline, task.status_text, task.measures.length]),
    [
      ["学用结合不够", "办公室", "周敏", "陈立", "2022-03-31", "已销号", 1],
      ["年轻职工学习交流偏少", "办公室", "周敏", "陈立", "2022-06-30", two.status_text, 1],
      ["图书流动车停靠点偏少", "图书组", "周敏", "何静", "2022-11-30", three.status_text, 1],
      ["戏台演出安排公布不及时", "图书组", "周敏", "何静", "2022-09-30", four.status_text, 1],
    ],
  );
  assert.match(one.wording, /每次带一个难题来/);
  assert.deepEqual([one, two, three].map(task => task.evidence.length), [1, 1, 1]);
  assert.match(JSON.stringify(four.progress), /每月五日前公布演出安排/);
}
