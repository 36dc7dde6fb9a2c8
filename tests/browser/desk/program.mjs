// The real program: the page it serves on a ledger of its own, and its command line on the same ledger.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const binary = process.env.LEDGER_DESK;

/** One office: a folder with its ledger, its day, and what the browser saved. */
export class Office {
  constructor(folder, name) {
    this.folder = join(folder, name);
    this.saved = join(this.folder, "存下的");
    mkdirSync(join(this.folder, "临时"), { recursive: true });
    mkdirSync(this.saved, { recursive: true });
    this.ledger = join(this.folder, "台账.db");
  }

  variables(day, actor = "周敏") {
    return {
      ...process.env,
      TMPDIR: join(this.folder, "临时"),
      LEDGER_DB: this.ledger,
      ...(this.home && { HOME: this.home, XDG_DATA_HOME: join(this.home, "数据") }),
      LEDGER_CLOCK: `${day}T09:00:00+08:00`,
      LEDGER_ACTOR: actor,
      LEDGER_ASK: "never",
      // On a busy machine a page is waited for, not one that waits.
      LEDGER_DESK_MOMENT: this.moment ?? "60000",
    };
  }

  /** Serves the page on that day; gives the address that lets one in. */
  async open(day) {
    await this.end();
    this.day = day;
    const words = ["serve", "--no-open", "--db", this.ledger];
    this.child = spawn(binary, words, { env: this.variables(day), stdio: ["ignore", "pipe", "inherit"] });
    this.gone = new Promise(done => this.child.once("exit", done));
    for await (const line of createInterface({ input: this.child.stdout })) {
      const address = line.match(/http:\/\/\S+/);
      if (address) return address[0];
    }
    throw new Error("the program says no address");
  }

  async end() {
    if (!this.child) return;
    this.child.kill("SIGINT");
    await this.gone;
    this.child = undefined;
  }

  /** A line of the program by somebody else; what it said. */
  line(...words) {
    const done = spawnSync(binary, words, { env: this.variables(this.day, "林岚"), encoding: "utf8", timeout: 60_000 });
    if (done.status !== 0) throw new Error(`ledger ${words.join(" ")}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  tasks() {
    return JSON.parse(this.line("list", "--format", "json"));
  }

  /** The file that the browser saves while that is done. */
  async saves(action) {
    const before = new Set(readdirSync(this.saved));
    await action();
    for (let turn = 0; turn < 400; turn += 1) {
      const name = readdirSync(this.saved).find(name => !before.has(name) && !name.endsWith(".crdownload"));
      if (name && statSync(join(this.saved, name)).size > 0) return join(this.saved, name);
      await new Promise(done => setTimeout(done, 25));
    }
    throw new Error("no file was saved");
  }
}
