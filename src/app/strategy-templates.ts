/** What `ivy new strategy` writes: a strategy that runs, with comments for someone who writes a first one. */
export function strategyTemplate(name: string): string {
  return `import { defineStrategy, integer, sma } from "ivy-quant";

/**
 * Where the idea comes from, and how it fails: write it here. \`ivy strategies show ${name}\` prints it.
 */
export default defineStrategy({
  summary: "Long while the close is above its average",

  // What can be set from outside: --set period=100. \`search\` is the range worth trying.
  params: {
    period: integer(50, { min: 2, search: [10, 200] }),
  },

  // Once per run, whole columns at a time. A value at a bar may only come from that bar and those before it.
  prepare: ({ bars, params }) => ({
    close: bars.close,
    average: sma(bars.close, params.period),
  }),

  // Once for each bar that has closed, from the first at which every column is defined. Orders fill on the next bar.
  onBar(context, { close, average }) {
    if (close.crossesAbove(average)) context.enterLong();
    else if (close.crossesBelow(average)) context.exit();
  },
});
`;
}

/** A test that holds for any strategy, in plain JavaScript: Node runs it as it is. `example`: one worked by hand too. */
export function testTemplate(name: string, assets: 1 | 2, example: boolean): string {
  const tickers = assets === 2 ? "A,B" : "A";
  return `// Run it:  node --test strategies/${name}.test.mjs
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

// The ivy that is installed in this folder, or the one on the path.
const local = join("node_modules", ".bin", "ivy");
const ivy = existsSync(local) ? local : "ivy";

const dayOf = (row) => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);

/** A price file: each bar opens at the close before it, and reaches a little beyond both. */
function barsOf(closes) {
  const lines = closes.map((close, row) => {
    const open = closes[Math.max(row - 1, 0)];
    return [dayOf(row), open, 1.005 * Math.max(open, close), 0.995 * Math.min(open, close), close].join(",");
  });
  return ["date,open,high,low,close", ...lines, ""].join("\\n");
}

/** Runs the strategy over rows of closes, one a day from 2024-01-01, and gives its orders: "2024-01-04 buy A". */
function ordersOf(rows, ...flags) {
  const folder = mkdtempSync(join(tmpdir(), "${name}-"));
  ${assets === 2 ? '["A", "B"]' : '["A"]'}.forEach((ticker, k) => {
    writeFileSync(join(folder, \`\${ticker}.csv\`), barsOf(rows.map((closes) => closes[k])));
  });
  const args = ["backtest", "--strategy", "${name}", "--tickers", "${tickers}", "--data", folder];
  const end = spawnSync(ivy, [...args, "--out", join(folder, "run"), "--quiet", ...flags], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  try {
    assert.equal(end.status, 0, end.error === undefined ? end.stderr : "ivy must be installed in this folder, or on your path");
    const [, ...orders] = readFileSync(join(folder, "run/orders.csv"), "utf8").trim().split("\\n");
    return orders.map((order) => order.split(",")).map(([, time, symbol, side]) => \`\${time} \${side} \${symbol}\`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
${example ? EXAMPLE : ""}
test("does not look ahead: another future does not change the past", () => {
  // A made-up walk, the same each time.
  let seed = 7;
  const step = () => {
    seed = (seed * 48271) % 2147483647;
    return 1 + 0.04 * (seed / 2147483647 - 0.5);
  };
  let prices = [${assets === 2 ? "100, 50" : "100"}];
  const rows = Array.from({ length: 700 }, () => (prices = prices.map((price) => price * step())));
  for (const last of [350, 450, 550, 650]) {
    // The same up to that day, then half the price or twice: who looks one day ahead orders otherwise on it.
    const past = (factor) => {
      const changed = rows.map(([first, ...others], row) => [row > last ? first * factor : first, ...others]);
      return ordersOf(changed).filter((order) => order.slice(0, 10) <= dayOf(last));
    };
    assert.deepEqual(past(2), past(0.5), \`its orders up to \${dayOf(last)} depend on the days after it\`);
  }
});
`;
}

const EXAMPLE = `
// Worked by hand for the strategy as it was written: yours needs an example of its own.
test("buys when the close rises above its average", () => {
  // Averages of two: 10, 9.5, 10, 11.5. The close of 11 on the fourth day is the first above its own.
  assert.deepEqual(ordersOf([[10], [10], [9], [11], [12]], "--set", "period=2"), ["2024-01-04 buy A"]);
});
`;

/** Settings for the editor: strict, and where "ivy-quant" is found when it is not installed beside the file. */
export function editorSettings(typesPath: string | null): string {
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023"],
    module: "esnext",
    moduleResolution: "bundler",
    types: [],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    ...(typesPath !== null && { paths: { "ivy-quant": [typesPath] } }),
  };
  return `${JSON.stringify({ compilerOptions, include: ["strategies"] }, null, 2)}\n`;
}
