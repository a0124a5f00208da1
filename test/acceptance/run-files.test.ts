// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so are variables written in a run file
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configCheckSchema } from "#results/documents/config-check";
import { bash, type Ended, ivy, ROOT } from "./ivy-process.ts";
import { layFiles } from "./lay-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-run-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lay = (files: Readonly<Record<string, string | Uint8Array>>) => layFiles(folder, files);

/** What a line of bash ends with, where $IVY is the program. */
const line = (text: string): Ended => bash(text, folder);

interface Document {
  readonly settings: { readonly tickers: string[]; readonly params: Record<string, unknown>; readonly cash: number };
}

describe("ivy backtest --config", () => {
  it("runs what the file says; flags override it, and --set overrides both", () => {
    lay({
      "run.yaml":
        "strategy: sma-cross\ntickers: [KO]\nfrom: 2013\ncash: 5000\nparams: { fast: 7, sma-cross.slow: 70 }\n",
    });
    const settings = (more: string) =>
      (JSON.parse(line(`$IVY backtest --config run.yaml --json ${more}`).stdout) as Document).settings;
    expect(settings("")).toMatchObject({
      tickers: ["KO"],
      cash: 5000,
      params: { fast: 7, slow: 70 },
      from: "2013-01-01",
    });
    expect(settings("--tickers PEP --cash 10 --set slow=90")).toMatchObject({
      tickers: ["PEP"],
      cash: 10,
      params: { fast: 7, slow: 90 },
    });
  });

  it("makes the same run as the flags do", () => {
    lay({ "run.yaml": "strategy: pairs\ntickers: KO,PEP\nfrom: 2013\nslippage: 2bps\n" });
    const byFlags = line("$IVY backtest --strategy pairs --tickers KO,PEP --from 2013 --slippage 2bps --json").stdout;
    expect(line("$IVY backtest --config run.yaml --json").stdout).toBe(byFlags);
  });

  it("finds what the file names beside it, wherever ivy runs", () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10)},${100 + (i % 7)}`,
    );
    lay({
      "runs/run.yaml": "strategy: ./mine.ts\ndata: ../prices/KO.csv\ntickers: KO\n",
      "runs/mine.ts":
        'import { defineStrategy } from "ivy-quant";\nexport default defineStrategy({ summary: "x", onBar: (context) => context.enterLong() });\n',
      "prices/KO.csv": `date,close\n${rows.join("\n")}\n`,
    });
    const { status, stderr } = line("mkdir away && cd away && $IVY backtest --config ../runs/run.yaml --quiet");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [id] = readdirSync(join(folder, "away/reports/backtest"));
    expect(readFileSync(join(folder, "away/reports/backtest", id!, "config.resolved.yaml"), "utf8")).not.toContain(
      folder,
    );
  });

  it("fills variables in, and never prints what they hold", () => {
    lay({ "run.yaml": "strategy: buy-and-hold\ntickers: KO\ncash: ${CASH}\nbenchmark: ${BENCHMARK:-PEP}\n" });
    const run = line("CASH=1234 $IVY backtest --config run.yaml --json");
    expect(JSON.parse(run.stdout)).toMatchObject({ settings: { cash: 1234, benchmark: "PEP" } });
    const wrong = line("BENCHMARK=hunter2 CASH=1 $IVY backtest --config run.yaml");
    expect(wrong.status).toBeGreaterThan(0);
    const shown = line("CASH=1234 BENCHMARK=hunter2 $IVY config show run.yaml");
    expect(shown.stdout).toContain("cash: ${CASH}");
    expect(shown.stdout).toContain("CASH of the environment");
    expect(shown.stdout + shown.stderr).not.toMatch(/1234|hunter2/);
  });

  it("wants no variable whose setting a flag gives", () => {
    lay({ "run.yaml": "strategy: buy-and-hold\ntickers: KO\ncash: ${CASH}\n" });
    expect(line("$IVY backtest --config run.yaml --quiet")).toMatchObject({ status: 3 });
    expect(line("$IVY backtest --config run.yaml --cash 5 --quiet")).toMatchObject({ status: 0, stderr: "" });
  });

  it("loads the parser and the schema only where there is a file to read", () => {
    lay({ "run.yaml": "strategy: buy-and-hold\ntickers: KO\n" });
    const hook =
      'import { register } from "node:module"; register("data:text/javascript," + encodeURIComponent("export async function resolve(name, context, next) { if (/^(zod|yaml)$/.test(name)) throw new Error(`loaded ${name}`); return next(name, context); }"));';
    lay({ "refuse.mjs": hook });
    const refusing = "NODE_OPTIONS='--import ./refuse.mjs' $IVY backtest --quiet";
    expect(line(`${refusing} --strategy buy-and-hold --tickers KO`)).toMatchObject({ status: 0, stderr: "" });
    // The same hook with a file to read shows that it would have noticed.
    expect(line(`${refusing} --config run.yaml`).stderr).toMatch(/loaded (zod|yaml)/);
  });
});

/** A wrong file, the exit code, and words that must be there. */
interface Wrong {
  readonly name: string;
  readonly text: string | Uint8Array;
  readonly status?: number;
  readonly code: string;
  readonly says: readonly string[];
}

const GOOD = "strategy: sma-cross\ntickers: [KO]\n";
const LAUGHS = [..."bcdefghi"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`)}]\n`).join("");

const WRONG: readonly Wrong[] = [
  {
    name: "a tab",
    text: `${GOOD}params:\n\tfast: 5\n`,
    code: "yaml-tab",
    says: ["run.yaml:4:1", "4 | \tfast: 5", "spaces"],
  },
  { name: "a key twice", text: `${GOOD}strategy: pairs\n`, code: "duplicate-key", says: ["run.yaml:3:1", "line 1"] },
  {
    name: "a parameter twice",
    text: `${GOOD}params:\n  fast: 5\n  fast: 6\n`,
    code: "duplicate-key",
    says: ["run.yaml:5:3", "^^^^"],
  },
  {
    name: "a key misspelt",
    text: "strategy: sma-cross\ntickrs: [KO]\n",
    code: "unknown-key",
    says: ["run.yaml:2:1", "2 | tickrs: [KO]", '^^^^^^  did you mean "tickers"?'],
  },
  {
    name: "a parameter misspelt",
    text: `${GOOD}params:\n  fst: 5\n`,
    code: "unknown-parameter",
    says: ["run.yaml:4:3", '^^^  did you mean "fast"?'],
  },
  {
    name: "a parameter of the wrong kind",
    text: `${GOOD}params:\n  fast: ten\n`,
    code: "parameter-value",
    says: ["run.yaml:4:9", "whole number"],
  },
  {
    name: "parameters that do not fit",
    text: `${GOOD}params: { fast: 50, slow: 10 }\n`,
    code: "parameter-constraint",
    says: ["run.yaml:3:", "fast must be below slow"],
  },
  {
    name: "a list for an amount",
    text: `${GOOD}cash: [1, 2]\n`,
    code: "wrong-value",
    says: ["run.yaml:3:7", "^^^^^^", "an amount above 0"],
  },
  {
    name: "a date that no calendar has",
    text: `${GOOD}from: 2013-02-30\n`,
    code: "bad-date",
    says: ["run.yaml:3:7", "from: 2013-01-31"],
  },
  {
    name: "dates the wrong way round",
    text: `${GOOD}from: 2014\nto: 2013\n`,
    code: "from-after-to",
    says: ["run.yaml:3:7", "from: 2013, to: 2014"],
  },
  {
    name: "a commission that cannot be read",
    text: `${GOOD}commission: 5pct\n`,
    code: "commission",
    says: ["run.yaml:3:13", "10bps"],
  },
  {
    name: "a gate on no metric",
    text: `${GOOD}require: [sharpe>=1, sharp>=2]\n`,
    code: "unknown-metric",
    says: ["run.yaml:3:22", "sharpe>=2"],
  },
  {
    name: "a profile misspelt",
    text: `${GOOD}profile: ivvy\n`,
    code: "wrong-value",
    says: ["run.yaml:3:10", 'did you mean "ivy"?'],
  },
  {
    name: "a strategy misspelt",
    text: "strategy: sma-crss\ntickers: [KO]\n",
    code: "unknown-strategy",
    says: ["run.yaml:1:11", 'did you mean "sma-cross"?'],
  },
  {
    name: "a strategy file that is not there",
    text: "strategy: ./mine.ts\ntickers: KO\n",
    status: 5,
    code: "strategy-file-missing",
    says: ["run.yaml:1 names it"],
  },
  {
    name: "a ticker misspelt",
    text: "strategy: sma-cross\ntickers: [KO, PEPP]\n",
    status: 4,
    code: "no-such-ticker",
    says: ["run.yaml:2:15", 'did you mean "PEP"?'],
  },
  {
    name: "prices that are not there",
    text: `${GOOD}data: nope.csv\n`,
    status: 4,
    code: "no-such-file",
    says: ["run.yaml:3 names it"],
  },
  {
    name: "a quote never closed",
    text: `${GOOD}data: "prices\nfrom: 2013\n`,
    code: "yaml-unclosed",
    says: ["run.yaml:3:7", '3 | data: "prices'],
  },
  {
    name: "a bracket never closed",
    text: "strategy: sma-cross\ntickers: [KO\nfrom: 2013\n",
    code: "yaml-unclosed",
    says: ["run.yaml:2:10"],
  },
  {
    name: "an alias within its anchor",
    text: `${GOOD}params: &p\n  a: *p\n`,
    code: "yaml-alias-loop",
    says: ["run.yaml:4:6"],
  },
  {
    name: "a billion laughs",
    text: `a: &a [1,1,1,1,1,1,1,1,1]\n${LAUGHS}`,
    code: "yaml-too-much",
    says: ["run.yaml:1:"],
  },
  {
    name: "an include of itself",
    text: `${GOOD}include: run.yaml\n`,
    code: "include-loop",
    says: ["run.yaml:3:10", "run.yaml > run.yaml"],
  },
  {
    name: "an include that is not there",
    text: `${GOOD}include: base.yaml\n`,
    code: "no-such-config",
    says: ["run.yaml:3:10"],
  },
  {
    name: "a variable that is not set",
    text: `${GOOD}cash: \${IVY_NOT_SET}\n`,
    code: "unset-variable",
    says: ["run.yaml:3:7", "export IVY_NOT_SET="],
  },
  { name: "nothing", text: "", code: "config-empty", says: ["run.yaml:1:1", "ivy config init"] },
  {
    name: "a list at the top",
    text: "- strategy: pairs\n- tickers: KO\n",
    code: "config-not-a-map",
    says: ["run.yaml:1:1", "not a list"],
  },
  {
    name: "bytes that are no text",
    text: Uint8Array.from({ length: 2560 }, (_, i) => i % 256),
    code: "config-not-text",
    says: ["run.yaml"],
  },
  {
    name: "values nested without end",
    text: `a: ${"[".repeat(100_000)}`,
    code: "yaml-too-deep",
    says: ["run.yaml:1:"],
  },
];

describe("a run file with", () => {
  it.each(WRONG)("$name is refused with its place", ({ text, status = 3, code, says }) => {
    lay({ "run.yaml": text });
    const said = ivy(["backtest", "--config", "run.yaml", "--json"], folder);
    expect(said.status).toBe(status);
    for (const words of says) expect(said.stderr).toContain(words);
    expect(said.stderr).not.toMatch(/^\s+at /m);
    expect(JSON.parse(said.stdout)).toMatchObject({ schema: "ivy.error/1", code });
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });

  it("50 MB is refused by its size", () => {
    lay({ "run.yaml": Buffer.alloc(50_000_000, "strategy: pairs\n") });
    expect(ivy(["backtest", "--config", "run.yaml"], folder)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("50 MB") as string,
    });
  });
});

describe("what is no run file", () => {
  it("is told from one that is not there", () => {
    lay({ "runs/ko.yaml": GOOD });
    expect(ivy(["backtest", "--config", "runs"], folder)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("ko.yaml") as string,
    });
    expect(ivy(["backtest", "--config", "runs/kp.yaml"], folder)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('did you mean "runs/ko.yaml"?') as string,
    });
    expect(ivy(["backtest", "--config", ""], folder)).toMatchObject({ status: 2 });
  });

  it.skipIf(process.getuid?.() === 0)("may not be read by this user (root may read everything)", () => {
    lay({ "run.yaml": GOOD });
    chmodSync(join(folder, "run.yaml"), 0);
    expect(ivy(["backtest", "--config", "run.yaml"], folder)).toMatchObject({ status: 74 });
  });

  it("without a strategy says so, and whose fault it is", () => {
    lay({ "run.yaml": "tickers: KO\n" });
    const { status, stderr } = ivy(["backtest", "--config", "run.yaml"], folder);
    expect([status, stderr.split("\n")[0]]).toEqual([2, "error  ivy backtest needs --strategy."]);
    expect(stderr).toContain("run.yaml does not say it");
  });
});

describe("ivy config init", () => {
  it("writes a file that is fine, runs, and has a schema beside it without network", () => {
    expect(ivy(["config", "init", "runs/ko.yaml"], folder)).toMatchObject({ status: 0, stderr: "" });
    const text = readFileSync(join(folder, "runs/ko.yaml"), "utf8");
    const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)![1]!;
    expect(JSON.parse(readFileSync(join(folder, "runs", schema), "utf8"))).toEqual(
      JSON.parse(readFileSync(join(ROOT, "schema/run-file.json"), "utf8")),
    );
    expect(ivy(["config", "check", "runs/ko.yaml"], folder)).toMatchObject({
      status: 0,
      stdout: "runs/ko.yaml  fine\n",
    });
    expect(ivy(["backtest", "--config", "runs/ko.yaml", "--quiet"], folder)).toMatchObject({ status: 0, stderr: "" });
    // What stands in comments is right, too.
    writeFileSync(
      join(folder, "runs/all.yaml"),
      text.replace(/^# (?=(to|require): ?| {2}- )/gm, "").replace(/^# {3}- /gm, "  - "),
    );
    expect(ivy(["config", "check", "runs/all.yaml"], folder).stdout).toBe("runs/all.yaml  fine\n");
  });

  it("names the schema of a local install where there is one", () => {
    lay({ "node_modules/ivy-quant/schema/run-file.json": "{}" });
    ivy(["config", "init"], folder);
    expect(readFileSync(join(folder, "ivy.yaml"), "utf8")).toContain(
      "$schema=./node_modules/ivy-quant/schema/run-file.json\n",
    );
    expect(existsSync(join(folder, ".ivy"))).toBe(false);
  });

  it("never writes over a file unless told to", () => {
    lay({ "ivy.yaml": "mine: true\n" });
    const { status, stderr } = ivy(["config", "init"], folder);
    expect(status).toBe(2);
    expect(stderr).toContain("ivy config init ivy.yaml --force");
    expect(readFileSync(join(folder, "ivy.yaml"), "utf8")).toBe("mine: true\n");
    expect(ivy(["config", "init", "--force"], folder).status).toBe(0);
    expect(readFileSync(join(folder, "ivy.yaml"), "utf8")).toContain("strategy: sma-cross");
    expect(readdirSync(folder).filter((name) => name.endsWith(".new"))).toEqual([]);
  });
});

describe("ivy config check", () => {
  const BAD = "stratgy: pairs\ntickers: [KO, KO]\nfrom: 2013-02-30\nparams: { a: 1 }\n";

  it("finds every mistake of every file at once", () => {
    lay({ "good.yaml": GOOD, "bad.yaml": BAD, "worse.yaml": `${GOOD}params: { fst: 1, slow: x, fast: 0 }\n` });
    const { status, stdout, stderr } = ivy(
      ["config", "check", "good.yaml", "bad.yaml", "worse.yaml", "none.yaml"],
      folder,
    );
    expect([status, stderr]).toEqual([3, ""]);
    const places = [...stdout.matchAll(/^(?:\S+ {2}fine|\S+\.yaml:\d+:\d+|none.yaml does not exist)/gm)].map(
      ([text]) => text,
    );
    expect(places).toEqual([
      "good.yaml  fine",
      "bad.yaml:1:1",
      "bad.yaml:2:15",
      "bad.yaml:3:7",
      "worse.yaml:3:11",
      "worse.yaml:3:25",
      "worse.yaml:3:34",
      "none.yaml does not exist",
    ]);
    for (const text of stdout.split("\n")) expect(text.length, text).toBeLessThanOrEqual(80);
  });

  it("goes through a file from top to bottom, whatever found the mistakes", () => {
    lay({ "run.yaml": "strategy: sma-cross\nfrom: 2013-02-31\nbencmark: SPY\ncash: lots\nparams: { fasst: 20 }\n" });
    const { stdout } = ivy(["config", "check", "run.yaml"], folder);
    expect(stdout.match(/run\.yaml:\d+/g)).toEqual(["run.yaml:2", "run.yaml:3", "run.yaml:4", "run.yaml:5"]);
  });

  it("says the same to a program", () => {
    lay({ "good.yaml": GOOD, "bad.yaml": BAD });
    const { status, stdout } = ivy(["config", "check", "good.yaml", "bad.yaml", "--json"], folder);
    const document = configCheckSchema.parse(JSON.parse(stdout));
    expect(status).toBe(3);
    expect(document).toMatchObject({
      schema: "ivy.config-check/1",
      files: [
        { file: "good.yaml", fine: true },
        { file: "bad.yaml", fine: false },
      ],
    });
    expect(document.files[1]?.mistakes.map(({ code }) => code)).toEqual(["unknown-key", "bad-tickers", "bad-date"]);
  });
});

describe("ivy config show", () => {
  it("says where each value came from, and prints a run file again", () => {
    lay({ "base.yaml": "cash: 5000\nseed: 3\n", "run.yaml": `include: base.yaml\n${GOOD}params: { slow: 60 }\n` });
    const args = ["config", "show", "run.yaml", "--seed", "4", "--set", "fast=5"];
    const { stdout } = ivy(args, folder);
    expect(stdout).toMatch(/^cash: 5000 +# from base\.yaml:1$/m);
    expect(stdout).toMatch(/^seed: 4 +# from --seed$/m);
    expect(stdout).toMatch(/^ {2}fast: 5 +# from --set$/m);
    expect(stdout).toMatch(/^ {2}slow: 60 +# from run\.yaml:4$/m);
    expect(stdout).toMatch(/^ {2}direction: long +# default$/m);
    expect(stdout).toMatch(/^profile: ivy +# default$/m);
    const json = JSON.parse(ivy([...args, "--json"], folder).stdout) as Record<string, unknown>;
    expect(json).toMatchObject({
      cash: { value: 5000, from: "base.yaml:1" },
      "params.fast": { value: 5, from: "--set" },
      data: { value: null, from: "default" },
    });
    lay({ "again.yaml": stdout });
    expect(parse(stdout)).toMatchObject({ strategy: "sma-cross", tickers: ["KO"], params: { fast: 5, slow: 60 } });
    const run = (more: string[]) =>
      (JSON.parse(ivy(["backtest", ...more, "--json"], folder).stdout) as { run: string }).run;
    expect(run(["--config", "again.yaml"])).toBe(run(["--config", "run.yaml", "--seed", "4", "--set", "fast=5"]));
  });

  it("works without a file", () => {
    expect(ivy(["config", "show", "--strategy", "pairs", "--tickers", "KO,PEP"], folder)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^tickers: \[KO, PEP\] +# from --tickers$/m) as string,
    });
  });
});

describe("ivy schema", () => {
  it("lists the documents, and prints each as JSON Schema of draft 2020-12", () => {
    const names = (JSON.parse(ivy(["schema", "--json"]).stdout) as { schemas: string[] }).schemas;
    expect(names).toEqual(expect.arrayContaining(["run-file", "backtest", "comparison", "error"]));
    for (const name of names) {
      const schema = JSON.parse(ivy(["schema", name]).stdout) as Record<string, unknown>;
      expect(schema.$schema, name).toBe("https://json-schema.org/draft/2020-12/schema");
      expect(schema.type, name).toBe("object");
      expect(ivy(["schema"]).stdout).toContain(`  ${name} `);
    }
  });

  it("suggests the name that was meant", () => {
    for (const name of ["backtst", "ivy.backtest/1"]) {
      const { status, stderr } = ivy(["schema", name]);
      expect([status, stderr]).toEqual([2, expect.stringContaining("Did you mean: ivy schema backtest")]);
    }
  });
});

describe("docs/run-files.md", () => {
  it("shows a run file that runs, and lines that work", () => {
    const text = readFileSync(join(ROOT, "docs/run-files.md"), "utf8");
    const first = /```yaml\n([\s\S]*?)```/.exec(text)![1]!;
    lay({ "whole.yaml": first });
    expect(ivy(["backtest", "--config", "whole.yaml", "--quiet"], folder)).toMatchObject({ status: 0, stderr: "" });
    const lines = [...text.matchAll(/^ {4}(ivy .+)$/gm)].map(([, typed]) => typed!);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const typed of lines)
      expect(line(typed.replace(/^ivy/, "$IVY")), typed).toMatchObject({ status: 0, stderr: "" });
  });

  it("shows the mistake as it is printed", () => {
    const text = readFileSync(join(ROOT, "docs/run-files.md"), "utf8");
    const shown = /^ {4}error {2}[\s\S]*?\?$/m.exec(text)![0].replace(/^ {4}/gm, "");
    lay({ "ko.yaml": "strategy: pairs\ntickrs: [KO, PEP]\n" });
    expect(ivy(["backtest", "--config", "ko.yaml"], folder).stderr).toBe(`${shown}\n`);
  });
});
