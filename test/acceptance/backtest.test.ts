import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backtestSchema } from "#results/documents/backtest";
import { METRIC_IDS } from "#results/documents/metric-ids";
import { ivy } from "./ivy-process.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-backtest-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KO_PEP = ["backtest", "--strategy", "pairs", "--tickers", "KO,PEP", "--from", "2013-01-01"];

/** A folder of its own for a run. */
function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

describe("a run", () => {
  it("prints one document of the published schema, and keeps the same bytes", () => {
    const { status, stdout } = ivy([...KO_PEP, "--json", "--out", "run"], place("json"));
    expect(status).toBe(0);
    const document = backtestSchema.parse(JSON.parse(stdout));
    expect(Object.keys(document.metrics).sort()).toEqual([...METRIC_IDS].sort());
    for (const [id, value] of Object.entries(document.metrics)) {
      if (value === null) expect(document.notes[id], id).toMatch(/\w/);
    }
    expect(readFileSync(join(folder, "json/run/result.json"), "utf8")).toBe(stdout);
  });

  it("is the same to the byte when it is run again, in another folder", () => {
    const first = ivy([...KO_PEP, "--json"], place("once"));
    const second = ivy([...KO_PEP, "--json"], place("twice"));
    expect(second.stdout).toBe(first.stdout);
    const { run } = JSON.parse(first.stdout) as { run: string };
    expect(readdirSync(join(folder, "once/reports/backtest"))).toEqual([run]);
    expect(readdirSync(join(folder, "twice/reports/backtest"))).toEqual([run]);
  });

  it("leaves the columns that other programs read", () => {
    ivy([...KO_PEP, "--quiet", "--out", "run"], place("columns"));
    const header = (name: string) => readFileSync(join(folder, "columns/run", name), "utf8").split("\n")[0];
    expect(header("equity.csv")).toBe("time,equity,cash,grossExposure,drawdown");
    expect(header("trades.csv")).toBe(
      "symbol,side,quantity,entryTime,entryPrice,exitTime,exitPrice,pnl,return,bars,commission,slippage,mae,mfe,tag,exitReason",
    );
    expect(header("fills.csv")).toBe("time,symbol,side,quantity,price,reference,commission,slippage,order,reason");
    expect(header("orders.csv")).toBe(
      "order,time,symbol,side,type,quantity,limit,stop,timeInForce,state,reason,filled",
    );
    expect(header("order-events.csv")).toBe("order,time,state,reason,quantity,price");
    expect(header("records.csv")).toBe("time,pValue,hedge,zScore,gate");
    const info = JSON.parse(readFileSync(join(folder, "columns/run/run.json"), "utf8")) as Record<string, unknown>;
    expect(Object.keys(info)).toEqual(
      expect.arrayContaining(["startedAt", "durationMs", "workingFolder", "node", "paths"]),
    );
  });

  it("says on the screen what the pair is worth, and where the run lies", () => {
    const { stdout } = ivy(["backtest", "--strategy", "pairs", "--tickers", "KO,PEP"], place("screen"));
    expect(stdout).toContain("Not cointegrated: over 1990-01-02 to 2022-12-28 the spread of KO and PEP");
    expect(stdout).toMatch(/Engle-Granger t -2\.54, p 0\.262/);
    expect(stdout).toContain("slippage 5 bps");
    expect(stdout).toContain("borrow 0.5 % a year");
    expect(stdout).toMatch(/reports\/backtest\/pairs-KO-PEP-[0-9a-f]{6}/);
    // Escape sequences are for terminals.
    expect(stdout).not.toContain("\u001b");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("fails under --strict when a finding warns, after it completed", () => {
    const { status } = ivy([...KO_PEP, "--strict", "--quiet", "--out", "run"], place("strict"));
    expect(status).toBe(1);
    expect(existsSync(join(folder, "strict/run/result.json"))).toBe(true);
  });

  it("gives several tickers of a single-asset strategy equal shares of the cash, and says so", () => {
    const args = ["backtest", "--strategy", "buy-and-hold", "--tickers", "KO,PEP,XOM", "--from", "2015"];
    const { stdout } = ivy(args, place("several"));
    expect(stdout).toContain("equal shares of the cash");
  });
});

/** A wrong command or file, the exit code, and words that must be there. */
interface Mistake {
  readonly name: string;
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;
  readonly says: readonly string[];
}

const base = ["backtest", "--strategy", "sma-cross"];
const own = (strategy: string) => ["backtest", "--strategy", strategy, "--tickers", "KO"];
const csv = (...rows: string[]) => `date,open,high,low,close\n${rows.join("\n")}\n`;
const prices = (text: string) => ({ args: [...base, "--tickers", "y", "--data", "y.csv"], files: { "y.csv": text } });
const strategy = (body: string) =>
  `import { defineStrategy, sma } from "ivy-quant";\nexport default defineStrategy({\n${body}\n});\n`;

const MISTAKES: readonly Mistake[] = [
  {
    name: "a strategy that is not there",
    args: ["backtest", "--strategy", "pair", "--tickers", "KO,PEP"],
    status: 2,
    code: "unknown-strategy",
    says: ["Did you mean", "pairs"],
  },
  {
    name: "a ticker that is not there",
    args: [...base, "--tickers", "PEPP"],
    status: 4,
    code: "no-such-ticker",
    says: ["PEP?"],
  },
  {
    name: "one ticker for a pair",
    args: ["backtest", "--strategy", "pairs", "--tickers", "KO"],
    status: 2,
    code: "pair-needs-two",
    says: ["two tickers"],
  },
  {
    name: "a parameter that is misspelt",
    args: [...base, "--tickers", "KO", "--set", "fst=3"],
    status: 3,
    code: "unknown-parameter",
    says: ['"fast"'],
  },
  {
    name: "a parameter out of range",
    args: [...base, "--tickers", "KO", "--set", "fast=0"],
    status: 3,
    code: "parameter-value",
    says: ["at least 1"],
  },
  {
    name: "a parameter of the wrong type",
    args: [...base, "--tickers", "KO", "--set", "fast=ten"],
    status: 3,
    code: "parameter-value",
    says: ["whole number"],
  },
  {
    name: "parameters that break the constraint",
    args: [...base, "--tickers", "KO", "--set", "fast=50"],
    status: 3,
    code: "parameter-constraint",
    says: ["fast must be below slow"],
  },
  {
    name: "a flag that is misspelt",
    args: [...base, "--ticker", "KO"],
    status: 2,
    code: "unknown-flag",
    says: ["--tickers"],
  },
  {
    name: "a profile that is misspelt",
    args: [...base, "--tickers", "KO", "--profile", "ivvy"],
    status: 2,
    code: "unknown-profile",
    says: ["ivy"],
  },
  {
    name: "a convention that is not there",
    args: [...base, "--tickers", "KO", "--convention", "backtesting"],
    status: 2,
    code: "unknown-convention",
    says: ["backtesting-py"],
  },
  {
    name: "a commission that cannot be read",
    args: [...base, "--tickers", "KO", "--commission", "5pct"],
    status: 3,
    code: "commission",
    says: ["10bps"],
  },
  {
    name: "a slippage that cannot be read",
    args: [...base, "--tickers", "KO", "--slippage", "-5bps"],
    status: 3,
    code: "slippage",
    says: ["5bps"],
  },
  {
    name: "dates in the wrong order",
    args: [...base, "--tickers", "KO", "--from", "2015", "--to", "2014"],
    status: 2,
    code: "from-after-to",
    says: ["--from 2014 --to 2015"],
  },
  {
    name: "dates outside the prices",
    args: [...base, "--tickers", "KO", "--from", "2030"],
    status: 4,
    code: "no-bars-in-range",
    says: ["2022-12-28"],
  },
  {
    name: "too few bars for the warm-up",
    args: [...base, "--tickers", "KO", "--from", "2022-12-20", "--warmup", "none"],
    status: 4,
    code: "too-few-bars",
    says: ["6 bars"],
  },
  {
    name: "a timeframe that the prices do not have",
    args: [...base, "--tickers", "KO", "--timeframe", "1h"],
    status: 4,
    code: "wrong-timeframe",
    says: ["1d"],
  },
  {
    name: "a file that is not there",
    args: [...base, "--tickers", "y", "--data", "nope.csv"],
    status: 4,
    code: "no-such-file",
    says: ["nope.csv"],
  },
  { name: "an empty file", ...prices(""), status: 4, code: "empty-file", says: ["y.csv"] },
  { name: "a header that is not understood", ...prices("hello\n"), status: 4, code: "no-time-column", says: ["date"] },
  {
    name: "rows out of order",
    ...prices(csv("2020-01-03,1,2,1,1", "2020-01-06,1,2,1,1", "2020-01-02,1,2,1,1")),
    status: 4,
    code: "times-not-increasing",
    says: ["y.csv:4", "2020-01-02"],
  },
  {
    name: "a time that stands twice, with another close",
    ...prices(csv("2020-01-02,1,2,1,1", "2020-01-02,1,2,1,2")),
    status: 4,
    code: "duplicate-time",
    says: ["y.csv:3"],
  },
  {
    name: "a price that is no number",
    ...prices(csv("2020-01-02,1,2,1,1", "2020-01-03,1,x,1,1")),
    status: 4,
    code: "bad-number",
    says: ["y.csv:3"],
  },
  {
    name: "a price of zero",
    ...prices(csv("2020-01-02,1,2,0,1")),
    status: 4,
    code: "price-not-positive",
    says: ["y.csv:2"],
  },
  {
    name: "a high below the low",
    ...prices(csv("2020-01-02,1,1,2,1")),
    status: 4,
    code: "high-below-low",
    says: ["y.csv:2"],
  },
  {
    name: "a strategy that does not compile",
    args: own("./s.ts"),
    files: { "s.ts": "export default 5 +" },
    status: 5,
    code: "strategy-does-not-compile",
    says: ["s.ts:1"],
  },
  {
    name: "a strategy that throws",
    args: own("./s.ts"),
    files: { "s.ts": strategy('  summary: "x",\n  onBar() {\n    throw new Error("boom");\n  },') },
    status: 5,
    code: "strategy-threw",
    says: ["s.ts:5", "boom", "1990-01-02", "bar 0"],
  },
  {
    name: "a strategy that reads what prepare does not return",
    args: own("./s.ts"),
    files: {
      "s.ts": strategy(
        '  summary: "x",\n  prepare: ({ bars }) => ({ fast: sma(bars.close, 10) }),\n  onBar(context, { fast, slow }) {\n    if (slow.now > fast.now) context.exit();\n  },',
      ),
    },
    status: 5,
    code: "strategy-threw",
    says: ["s.ts:6", "prepare returned { fast }", 'onBar reads "slow"'],
  },
  {
    name: "an order of NaN shares",
    args: own("./s.ts"),
    files: {
      "s.ts": strategy('  summary: "x",\n  onBar(context) {\n    context.buy({ quantity: Number.NaN });\n  },'),
    },
    status: 5,
    code: "order-size",
    says: ["NaN", "s.ts:5"],
  },
  {
    name: "a stop loss on closes only",
    args: own("./s.ts"),
    files: {
      "s.ts": strategy(
        '  summary: "x",\n  onBar(context) {\n    context.enterLong({ stopLoss: { fraction: 0.1 } });\n  },',
      ),
    },
    status: 5,
    code: "close-only",
    says: ["closes only"],
  },
  {
    name: "a file that exports no strategy",
    args: own("./s.ts"),
    files: { "s.ts": "export default 5;\n" },
    status: 5,
    code: "strategy-not-defined",
    says: ["defineStrategy"],
  },
];

describe("a mistake ends in three parts, and leaves nothing behind", () => {
  for (const [i, { name, args, files, status, code, says }] of MISTAKES.entries()) {
    it(name, () => {
      const where = place(`mistake-${i}`);
      for (const [file, text] of Object.entries(files ?? {})) writeFileSync(join(where, file), text);
      const said = ivy(args, where);
      expect(said.status).toBe(status);
      for (const words of says) expect(said.stderr).toContain(words);
      expect(said.stderr).not.toMatch(/^\s+at /m);
      expect(said.stderr.trim().split("\n").length).toBeGreaterThanOrEqual(2);
      expect(said.stdout).toBe("");
      expect(existsSync(join(where, "reports"))).toBe(false);

      const { stdout } = ivy([...args, "--json"], where);
      const document = JSON.parse(stdout) as { schema: string; code: string; help: string };
      expect(document).toMatchObject({ schema: "ivy.error/1", code });
      expect(document.help).toMatch(/\w/);
    });
  }
});
