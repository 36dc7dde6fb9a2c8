// The database goes away while somebody types, and comes back: the page says what happens and keeps what was typed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TYPED = "围绕戏台修缮开展专题学习";
const MORE = "请老艺人讲了两次课";

function engine(what, folder) {
  return spawnSync("sh", ["scripts/private-postgres.sh", what, folder], { encoding: "utf8" });
}

/** Waits until the page says that, whatever it does meanwhile. */
async function said(hands, text) {
  for (let turn = 0; turn < 600; turn += 1) {
    const seen = await hands.text().catch(() => "");
    if (seen.includes(text)) return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error(`${hands.page.url()} does not say ${text}:\n${await hands.text()}`);
}

export async function away(office, open) {
  const place = mkdtempSync(join(tmpdir(), "away-"));
  // The engine does not run as root.
  chmodSync(place, 0o755);
  const folder = join(place, "engine");
  const started = engine("start", folder);
  if (started.status === 9) {
    console.log("没有装 PostgreSQL：没有试");
    return;
  }
  try {
    assert.equal(started.status, 0, started.stderr);
    office.ledger = `postgres://owner@/postgres?host=${folder}`;
    office.home = office.folder;
    office.moment = "1000";
    office.day = "2022-01-20";
    office.line("database", "make", office.ledger);
    office.line("add", "业务学习少", "--year", "2021");
    const hands = await open("2022-01-20");
    await hands.goes("台账");
    await hands.enters(".tasks a[href='/tasks/1']");
    await hands.types("#log-text", TYPED);
    engine("fall", folder);
    // Whoever sends it now is told what it waits for; it is there again in time, and nothing is to be done.
    await hands.enters("#form-log button.main");
    await said(hands, "连不上共用的数据库");
    engine("rise", folder);
    await said(hands, "已记入");
    await hands.reads(TYPED);
    // It stays away: he is told so, and has what he typed before him.
    await hands.goes("台账");
    await hands.enters(".tasks a[href='/tasks/1']");
    await hands.types("#log-text", MORE);
    engine("fall", folder);
    await hands.enters("#form-log button.main");
    await said(hands, "没有写入");
    assert.equal(await hands.value("#log-text"), MORE);
    engine("rise", folder);
    await hands.enters("#form-log button.main");
    await said(hands, "已记入");
    for (const text of [TYPED, MORE]) assert.equal(office.line("history").split(text).length, 2, `${text} once`);
    assert.match(office.line("verify"), /台账完好/);
  } finally {
    engine("stop", folder);
  }
}
