// The core of the work by the mouse, and by plain forms without script.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { words } from "./sheet.mjs";
import { MATERIAL } from "./year.mjs";

/** From the material to the report, with whatever hands. */
export async function core(office, open) {
  const hands = await open("2022-01-20");
  office.line("init", "--name", "柳湾镇文化站", "--team", "站领导班子");
  const file = join(office.folder, "对照检查材料.txt");
  writeFileSync(file, MATERIAL);
  await hands.goes("导入");
  await hands.uploads("#files", file);
  await hands.enters("main button.main", "读一读");
  await hands.reads("读出问题5个");
  await hands.enters("main button.main", "写入台账");
  await hands.reads("新增 5 项");
  await hands.enters("main a.button", "分解责任");
  for (let task = 1; task <= 5; task += 1) {
    await hands.types(`[name='dept-${task}']`, task < 3 ? "办公室" : "图书组");
    await hands.types(`[name='due-${task}']`, "9月底前");
  }
  await hands.enters("main button.main", "写入");
  await noted(office, hands);
  await reported(office, hands);
  assert.match(office.line("verify"), /台账完好/);
  const tasks = office.tasks();
  assert.deepEqual(tasks.map(task => [task.dept, task.deadline]), [1, 2, 3, 4, 5].map(task => [task < 3 ? "办公室" : "图书组", "2022-09-30"]));
  assert.equal(tasks[0].status_text, "已销号");
}

async function noted(office, hands) {
  await hands.goes("台账");
  await hands.enters(".tasks a[href='/tasks/1']");
  await hands.types("#log-text", "围绕戏台修缮开展专题学习");
  await hands.types("#log-figure", "学习=3次");
  await hands.enters("#form-log button.main");
  await hands.reads("学习3次");
  await hands.unfolds("details.do:has(#form-close) > summary");
  await hands.types("#close-outcome", "业务学习都带着难题开");
  await hands.types("#close-verifier", "站务会");
  await hands.enters("#form-close button.main");
  // What the task lacks is asked about before anything is written.
  await hands.reads("就这样销号吗");
  await hands.enters("form.agree button");
  await hands.reads("已销号");
}

async function reported(office, hands) {
  await hands.goes("报告");
  await hands.types("#report-year", "2022");
  await hands.enters("main button.main", "写出来看");
  await hands.reads("专题学习");
  const report = await office.saves(() => hands.clicks("main button", "存成 Word"));
  assert.match(words(report), /专题学习/);
}

/** Two at once: what another did meanwhile is told before anything is written. */
export async function together(office, open) {
  const hands = await open("2022-03-01");
  office.line("init", "--name", "柳湾镇文化站");
  office.line("add", "座位不够", "--year", "2021", "--dept", "办公室");
  await hands.goes("台账");
  await hands.enters(".tasks a[href='/tasks/1']");
  office.line("log", "1", "林岚先记的进展");
  // The open page says so by itself.
  await hands.page.waitForSelector("main > p.message.warning[role='status']", { timeout: 8000 });
  await hands.reads("台账刚才有新的变动");
  await hands.types("#log-text", "周敏后记的进展");
  await hands.enters("#form-log button.main");
  await hands.reads("您打开这一页以后，台账有了变动", "林岚先记的进展");
  assert.equal(await hands.value("#log-text"), "周敏后记的进展");
  assert.equal(office.tasks()[0].progress.length, 1, "nothing is written before it is seen");
  await hands.enters("#form-log button.main");
  await hands.reads("已记入第 1 项");
  assert.equal(office.tasks()[0].progress.length, 2);
}
