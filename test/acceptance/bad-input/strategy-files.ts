import { type BadCase, backtest } from "./bad-case.ts";

const IMPORT = 'import { defineStrategy, integer, sma } from "ivy-quant";\n';

function strategy(name: string, source: string, code: string, words: readonly string[], exit = 5): BadCase {
  return { name, line: backtest("mine"), files: { "strategies/mine.ts": source }, exit, code, words };
}

const define = (body: string) => `${IMPORT}export default defineStrategy({\n  summary: "Mine",\n  ${body}\n});\n`;

export const STRATEGY_CASES: readonly BadCase[] = [
  {
    name: "a strategy misspelt",
    line: backtest("buy-an-hold"),
    exit: 2,
    code: "unknown-strategy",
    words: ["Did you mean: ivy backtest --strategy buy-and-hold"],
  },
  {
    name: "a strategy file that is not there",
    line: backtest("./strategies/mien.ts"),
    files: { "strategies/mine.ts": define("onBar() {},") },
    exit: 5,
    code: "strategy-file-missing",
    words: ["mien.ts", "strategies/mine.ts"],
  },
  strategy("an empty file", "", "strategy-no-default-export", ["no default export", "defineStrategy"]),
  strategy("a file that does not compile", define("onBar(c { }"), "strategy-does-not-compile", ["mine.ts:4:", "^"]),
  strategy("no default export", `${IMPORT}export const a = 1;\n`, "strategy-no-default-export", ["only a"]),
  strategy("an export that is no strategy", "export default { a: 1 };\n", "strategy-not-defined", ["an object with a"]),
  strategy(
    "a name that ivy-quant has not",
    'import { smaa } from "ivy-quant";\nexport default smaa;\n',
    "strategy-fails-to-load",
    ["smaa"],
  ),
  strategy(
    "a file that imports one that is not there",
    'import x from "./x.ts";\nexport default x;\n',
    "strategy-does-not-compile",
    ["mine.ts:1:"],
  ),
  strategy("none of onBar, target and weights", define(""), "strategy-fails-to-load", [
    "one of onBar, target and weights",
  ]),
  strategy("an async onBar", define("async onBar(c) { c.enterLong(); },"), "strategy-fails-to-load", [
    "must not be async",
  ]),
  strategy("a property that no strategy has", define("onbar() {},"), "strategy-fails-to-load", ["onbar", "onBar"]),
  strategy(
    "a parameter that is a bare number",
    define("params: { n: 5 },\n  onBar(c) { c.enterLong(); },"),
    "strategy-fails-to-load",
    ['"n"', "integer("],
  ),
  strategy(
    "one that throws",
    define('onBar(c) {\n    if (c.bar === 5) throw new Error("boom");\n  },'),
    "strategy-threw",
    ["mine.ts:5:", "2020-01-08", "bar 5", "boom"],
  ),
  strategy(
    "a name that prepare does not return",
    define(
      "prepare: ({ bars }) => ({ fast: sma(bars.close, 3) }),\n  onBar(c, now) { if (now.fsat.now > 1) c.enterLong(); },",
    ),
    "strategy-threw",
    ["prepare returned { fast }", '"fsat"', 'Did you mean "fast"'],
  ),
  strategy("a quantity of NaN", define("onBar(c) { c.buy({ quantity: Number.NaN }); },"), "order-size", [
    "quantity NaN",
    "bar 0",
    "mine.ts:4:",
  ]),
  strategy(
    "a column of another length",
    define("prepare: () => ({ a: new Float64Array(3) }),\n  onBar(c) { c.enterLong(); },"),
    "column-length",
    ["3 values for 60 bars"],
  ),
  strategy(
    "a look into the future",
    define(
      "prepare: ({ bars }) => ({ p: sma(bars.close, 3) }),\n  onBar(c, { p }) { if (p.ago(-1) > 0) c.enterLong(); },",
    ),
    "strategy-threw",
    ["asks for the future", "mine.ts:5:"],
  ),
  strategy(
    "a look-back longer than the prices",
    define(
      "prepare: ({ bars }) => ({ p: sma(bars.close, 500) }),\n  onBar(c, { p }) { if (p.now > 0) c.enterLong(); },",
    ),
    "too-few-bars",
    ["60 bars", '"p"'],
    4,
  ),
  strategy(
    "a parameter that the strategy changes",
    define(
      "params: { n: integer(5) },\n  prepare({ params }) {\n    (params as { n: number }).n = 0;\n    return {};\n  },\n  onBar() {},",
    ),
    "strategy-threw",
    ["mine.ts:6:", "read only property 'n'"],
  ),
  strategy(
    "a constraint that answers with a number",
    define("params: { n: integer(5) },\n  constraint: () => 5,\n  onBar() {},"),
    "constraint-result",
    ["neither true nor why", "number"],
  ),
  strategy("a target without its return", define("target() {},"), "target-result", [
    "column of positions",
    "undefined",
  ]),
  strategy("a target of plain numbers", define("target: () => [1, 0, 1],"), "target-result", ["an array"]),
  strategy(
    "a prepare that returns a promise",
    define("prepare: () => Promise.resolve({}),\n  onBar() {},"),
    "prepare-result",
    ["a promise"],
  ),
  strategy("a thrown thing that no words tell", define("onBar() { throw Object.create(null); },"), "strategy-threw", [
    "cannot be put in words",
  ]),
  strategy(
    "a timer that fails",
    define('onBar() {\n    setTimeout(() => { throw new Error("late"); });\n  },'),
    "strategy-threw-late",
    ["mine.ts:5:", "late", "a run does not wait"],
  ),
  strategy(
    "a promise that fails",
    define('onBar() {\n    Promise.reject(new Error("late"));\n  },'),
    "strategy-threw-late",
    ["mine.ts:5:"],
  ),
  strategy(
    "a promise that fails while loading",
    `Promise.reject(new Error("late"));\n${define("onBar() {},")}`,
    "strategy-threw-late",
    ["mine.ts:1:"],
  ),
  strategy("an end of the process", define("onBar() {\n    process.exit(0);\n  },"), "strategy-ends-process", [
    "mine.ts:5:",
    "process.exit()",
  ]),
  strategy(
    "an end of the process while loading",
    `process.exit(0);\n${define("onBar() {},")}`,
    "strategy-ends-process",
    ["mine.ts:1:"],
  ),
  strategy(
    "an await that nothing ends",
    `await new Promise(() => {});\n${define("onBar() {},")}`,
    "strategy-never-loads",
    ["waits for something that never comes"],
  ),
  strategy(
    "a package that is not installed",
    `import pad from "left-padx";\npad();\n${define("onBar() {},")}`,
    "strategy-fails-to-load",
    ['"left-padx", which is not installed', "npm install left-padx"],
  ),
  strategy(
    "a default export that cannot be looked at",
    "export default new Proxy({}, { get() { throw new Error('no'); } });\n",
    "strategy-fails-to-load",
    ["mine.ts:1:"],
  ),
  {
    name: "a folder named like a strategy file",
    line: backtest("./mine.ts"),
    files: { "mine.ts/inside.txt": "x" },
    exit: 5,
    code: "strategy-file-missing",
    words: ["./mine.ts is no file"],
  },
  {
    name: "a file where the folder of strategies belongs",
    line: backtest("mine"),
    files: { strategies: "x" },
    exit: 2,
    code: "unknown-strategy",
    words: ['There is no strategy "mine"'],
  },
];
