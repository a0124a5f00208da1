import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash, IVY, ivy, ROOT } from "./ivy-process.ts";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "ivy-strategies-"));
  // "ivy" as a person has it on the path.
  mkdirSync(join(root, "bin"));
  symlinkSync(IVY, join(root, "bin/ivy"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder of its own, with strategies by name. */
function place(name: string, strategies: Readonly<Record<string, string>> = {}): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "strategies"), { recursive: true });
  for (const [strategy, body] of Object.entries(strategies)) {
    const text = `import { defineStrategy } from "ivy-quant";\nexport default defineStrategy({\n  summary: "for a test",\n${body}\n});\n`;
    writeFileSync(join(folder, `strategies/${strategy}.ts`), text);
  }
  return folder;
}

function typeErrors(folder: string): string {
  return bash(`${process.execPath} ${ROOT}/node_modules/typescript/bin/tsc -p .`, folder).stdout;
}

const run = (name: string) => ["backtest", "--strategy", name, "--tickers", "KO"];

describe("docs/strategies.md", () => {
  const page = readFileSync(`${ROOT}/docs/strategies.md`, "utf8");
  const snippets = [...page.matchAll(/```ts\n\/\/ (strategies\/([\w-]+)\.ts)\n[\s\S]*?```/g)];
  const folder = () => place("docs");

  it("has a file name on top of each of its snippets", () => {
    expect(snippets.length).toBeGreaterThan(5);
    expect(page.match(/```ts/g)).toHaveLength(snippets.length);
  });

  it.each(snippets.map((match) => [match[2]!, match] as const))("%s runs", (name, [block, path]) => {
    writeFileSync(join(folder(), path!), block.replace(/```(ts\n)?/g, ""));
    const prices = join(root, "prices.csv");
    const rows = Array.from({ length: 700 }, (_, i) => {
      const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
      const close = 100 + i / 10 + 10 * Math.sin(i / 20) + 3 * Math.sin(i / 3);
      return `${day},${close - 0.5},${close + 1},${close - 1.5},${close}`;
    });
    writeFileSync(prices, `date,open,high,low,close\n${rows.join("\n")}\n`);
    const flags = name === "stronger" ? ["--tickers", "KO,PEP"] : ["--tickers", "prices", "--data", prices];
    const { status, stdout, stderr } = ivy(["backtest", "--strategy", name, ...flags, "--json"], folder());
    expect(status, stderr).toBe(0);
    const { trades, fills } = JSON.parse(stdout) as { trades: number; fills: number };
    expect(trades + fills, "a snippet that trades nothing shows nothing").toBeGreaterThan(0);
  });

  it("has types that hold in an editor that knows nothing but what ivy wrote", () => {
    ivy(["new", "strategy", "my-idea"], folder());
    expect(typeErrors(folder())).toBe("");
  });
});

describe("ivy new strategy", () => {
  it("writes a file that runs, a test that passes with nothing installed, and types", () => {
    const folder = place("new");
    const { status, stdout } = ivy(["new", "strategy", "my-idea"], folder);
    expect(status).toBe(0);
    expect(stdout).toContain("wrote strategies/my-idea.ts\n");
    expect(ivy(run("my-idea"), folder).status).toBe(0);
    const test = bash(`PATH="${root}/bin:$PATH" node --test strategies/my-idea.test.mjs`, folder);
    expect(test.stdout).toMatch(/# pass 2/);
    mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
    symlinkSync(IVY, join(folder, "node_modules/.bin/ivy"));
    const local = bash("node --test strategies/my-idea.test.mjs", folder);
    expect(local.stdout, "with ivy in this folder alone").toMatch(/# pass 2/);
    expect(typeErrors(folder)).toBe("");
    const file = join(folder, "strategies/my-idea.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("crossesAbove", "crossesOver"));
    expect(typeErrors(folder)).toContain("crossesOver");
  });

  it("has a test that a strategy with a stop in the market can pass", () => {
    const folder = place("stops");
    ivy(["new", "strategy", "stopped"], folder);
    place("stops", {
      stopped:
        "  prepare: ({ bars }) => ({ c: bars.close }),\n  onBar(context, { c }) { if (c.now > c.ago(1)) context.enterLong({ stopLoss: { fraction: 0.02 } }); },",
    });
    const test = bash(`PATH="${root}/bin:$PATH" node --test strategies/stopped.test.mjs`, folder);
    expect(test.stdout).toMatch(/\nok \d - does not look ahead/);
  });

  it.each([
    ["at the last close", "new Float64Array(bars.close.length).fill(bars.close.at(-1)!)"],
    ["at the next close", "bars.close.map((_, bar) => bars.close[bar + 1] ?? 0)"],
  ])("has a test that notices a strategy that looks ahead %s", (name, seen) => {
    const at = `ahead-${name.split(" ")[2]}`;
    const folder = place(at);
    ivy(["new", "strategy", "seer"], folder);
    place(at, {
      seer: `  prepare: ({ bars }) => ({ c: bars.close, end: ${seen} }),\n  onBar(context, { c, end }) { if (c.crossesAbove(end)) context.enterLong(); else if (c.crossesBelow(end)) context.exit(); },`,
    });
    const test = bash(`PATH="${root}/bin:$PATH" node --test strategies/seer.test.mjs`, folder);
    expect(test.stdout).toMatch(/not ok \d - does not look ahead/);
  });

  it("copies one that ships", () => {
    const folder = place("copy");
    expect(ivy(["new", "strategy", "my-pairs", "--from", "pairs"], folder).stdout).toContain("--tickers KO,PEP");
    expect(readFileSync(join(folder, "strategies/my-pairs.ts"), "utf8")).toBe(
      readFileSync(`${ROOT}/strategies/pairs.ts`, "utf8"),
    );
  });

  it("replaces nothing, and says what to add to settings that are there", () => {
    const folder = place("kept", { mine: "  onBar() {}," });
    writeFileSync(join(folder, "tsconfig.json"), "{}");
    const before = readFileSync(join(folder, "strategies/mine.ts"), "utf8");
    const again = ivy(["new", "strategy", "mine"], folder);
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("strategies/mine.ts is there already.")]);
    expect(readFileSync(join(folder, "strategies/mine.ts"), "utf8")).toBe(before);
    expect(readdirSync(join(folder, "strategies"))).toEqual(["mine.ts"]);
    expect(ivy(["new", "strategy", "other"], folder).stdout).toContain(
      '"paths": { "ivy-quant": ["./.ivy/types/index.d.ts"] }',
    );
    expect(readFileSync(join(folder, "tsconfig.json"), "utf8")).toBe("{}");
  });

  it.each([
    ["MyIdea.ts", "ivy new strategy my-idea"],
    ["my idea", "ivy new strategy my-idea"],
    ["turtle", "ivy new strategy my-turtle"],
    ["2x", "ivy new strategy x"],
  ])("mends the name %s", (name, line) => {
    const { status, stderr } = ivy(["new", "strategy", name], place("names"));
    expect([status, stderr]).toEqual([2, expect.stringContaining(`Did you mean: ${line}\n`)]);
  });
});

describe("ivy strategies", () => {
  it("lists the person's own first, with the error of one that does not load", () => {
    const folder = place("list", { mine: "  onBar() {}," });
    writeFileSync(join(folder, "strategies/broken.ts"), "export default {\n  a: 1 2,\n};\n");
    const { status, stdout } = ivy(["strategies", "list", "--json"], folder);
    expect(status).toBe(0);
    const { strategies } = JSON.parse(stdout) as { strategies: { name: string; error: unknown; params: unknown[] }[] };
    expect(strategies.map(({ name }) => name)).toEqual([
      ...["broken", "mine"],
      ...["buy-and-hold", "equal-weight", "momentum-rotation", "pairs", "risk-parity", "rsi-reversion", "sma-cross"],
      ...["trend-following", "turtle", "volatility-target"],
    ]);
    expect(strategies[0]!.error).toMatchObject({ code: "strategy-does-not-compile", line: 2 });
    expect(ivy(["strategies", "list"], folder).stdout).toMatch(/^Yours\n {2}broken .*does not load/);
  });

  it("shows the comment, the parameters and a line to type", () => {
    const { stdout } = ivy(["strategies", "show", "sma-cross"], place("show"));
    expect(stdout).toContain("The oldest trend rule");
    expect(stdout).toMatch(/fast +10 {2}whole number, 1 or more {2}5 to 50/);
    expect(stdout).toContain("ivy backtest --strategy sma-cross --tickers KO\n");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(ivy(["strategies", "show", "sma-cros"], place("show")).stderr).toContain(
      "Did you mean: ivy strategies show sma-cross",
    );
  });
});

describe("ivy indicators", () => {
  it("shows of each a use that runs as it is, and nothing wider than 80 columns", () => {
    const { indicators } = JSON.parse(ivy(["indicators", "list", "--json"]).stdout) as {
      indicators: { name: string }[];
    };
    const folder = place("uses");
    const written = indicators.map(({ name }) => {
      const page = ivy(["indicators", "show", name]).stdout;
      for (const line of page.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
      const [, universe, imports, prepare] = /^In a strategy(.*):\n {2}import \{ (.*) \} .*\n([\s\S]*)^In onBar/m.exec(
        page,
      )!;
      const text = `import { defineStrategy, ${imports} } from "ivy-quant";\nexport default defineStrategy({\n  summary: "a use",\n${
        universe === "" ? "" : '  universe: "pair",\n'
      }${prepare}  onBar() {},\n});\n`;
      const file = `use-${name.toLowerCase()}`;
      writeFileSync(join(folder, `strategies/${file}.ts`), text);
      return { file, isPair: universe !== "" };
    });
    for (const isPair of [false, true]) {
      const names = written.filter((one) => one.isPair === isPair).map(({ file }) => file);
      const { status, stderr } = ivy(
        ["backtest", "--strategy", names.join(","), "--tickers", isPair ? "KO,PEP" : "KO", "--quiet"],
        folder,
      );
      expect(status, stderr).toBe(0);
    }
    ivy(["new", "strategy", "types"], folder);
    expect(typeErrors(folder)).toBe("");
  });

  it("lists and shows them, with formula and source", () => {
    const { indicators } = JSON.parse(ivy(["indicators", "list", "--json"]).stdout) as {
      indicators: { name: string }[];
    };
    expect(indicators.map(({ name }) => name)).toEqual(expect.arrayContaining(["atr", "rsi", "sma", "highestBefore"]));
    const page = ivy(["indicators", "show", "rsi"]).stdout;
    expect(page).toContain("Wilder (1978)");
    expect(page).toContain('import { rsi } from "ivy-quant";');
    expect(ivy(["indicators", "show", "rsii"]).stderr).toContain("Did you mean: ivy indicators show rsi");
  });
});

describe("a strategy that misbehaves is told its line, bar and date", () => {
  it.each([
    ["clock", "  onBar(context) {\n    if (context.bar === 9) Date.now();\n  },", "strategy-reads-clock", 5, 9],
    ["chance", "  onBar() {},\n  prepare: () => ({\n    x: Math.random() }),", "strategy-unseeded", 6, undefined],
    ["sizes", "  onBar(context) {\n    context.enterLong({ fraction: 0 / 0 });\n  },", "order-size", 5, 0],
    [
      "writes",
      "  onBar() {},\n  prepare({ bars }) {\n    bars.close[4] = 1;\n    return {};\n  },",
      "strategy-changes-prices",
      6,
      4,
    ],
    ["state", "  onBar() {},\n  state() {\n    throw new Error('no');\n  },", "strategy-threw", 6, undefined],
    ["nowhere", "  target: () => new Float64Array(8313).fill(NaN),", "target-undefined", undefined, undefined],
  ] as const)("%s", (name, body, code, line, bar) => {
    const folder = place("wrong", { [name]: body });
    const { status, stdout, stderr } = ivy([...run(name), "--json"], folder);
    expect(status).toBe(5);
    const error = JSON.parse(stdout) as { code: string; where: Record<string, unknown> };
    expect(error).toMatchObject({ code, where: { file: `strategies/${name}.ts` } });
    expect([error.where.line, error.where.bar]).toEqual([line, bar]);
    expect(stderr).toContain(`strategies/${name}.ts`);
    if (bar !== undefined) expect(error.where.time).toMatch(/^1990-01-\d\d$/);
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });
});

describe("Ctrl-C", () => {
  const BODIES = {
    endless: "  onBar(context) {\n    while (context.bar >= 5) {\n      Math.sqrt(2);\n    }\n  },",
    honest:
      "  onBar() {\n    let sum = 0;\n    for (let i = 0; i < 5e6; i++) sum += Math.sqrt(i);\n    if (sum < 0) throw sum;\n  },",
    preparing: "  onBar() {},\n  prepare() {\n    for (;;) Math.sqrt(2);\n  },",
  };

  /** Starts a run, and sends the signal once the strategy has long been at it. */
  function interrupted(folder: string, name: string): Promise<{ status: number | null; stderr: string }> {
    const child = spawn(process.execPath, [IVY, ...run(name)], { cwd: folder });
    let stderr = "";
    child.stderr.on("data", (text: Buffer) => {
      stderr += text;
    });
    setTimeout(() => child.kill("SIGINT"), 3000);
    return new Promise((done) => child.on("close", (status) => done({ status, stderr })));
  }

  it.each([
    [
      "endless",
      /strategies\/endless\.ts hung in onBar at bar 5 of 8313 \(1990-01-09, KO\)\.\n.*strategies\/endless\.ts:[56]:/,
    ],
    ["honest", /Stopped at bar \d+ of 8313 \(19\d\d-\d\d-\d\d, KO\)/],
    ["preparing", /strategies\/preparing\.ts hung in prepare\.\n.*strategies\/preparing\.ts:6:/],
  ] as const)("ends a run that is %s, with 130 and where it stood", async (name, words) => {
    const folder = place("stopped", { [name]: BODIES[name] });
    const { status, stderr } = await interrupted(folder, name);
    expect(status).toBe(130);
    expect(stderr).toMatch(words);
    expect(stderr).toContain("Nothing was written.");
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });

  it("ends a file that never finishes loading", async () => {
    const folder = place("loading");
    writeFileSync(join(folder, "strategies/loading.ts"), "for (;;) Math.sqrt(2);\n");
    const { status, stderr } = await interrupted(folder, "loading");
    expect([status, stderr]).toEqual([130, expect.stringContaining("strategies/loading.ts had not finished loading")]);
  });
});
