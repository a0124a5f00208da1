import { type BadCase, PRICES } from "./bad-case.ts";

const BASE = "strategy: buy-and-hold\ndata: prices\ntickers: [GOOD]\n";

/** A run file of its own; the prices are there. */
function file(name: string, text: string | Uint8Array, code: string, words: readonly string[], exit = 3): BadCase {
  return { name, line: ["backtest", "--config", "run.yaml"], files: { "run.yaml": text }, exit, code, words };
}

/** Nine aliases that each repeat nine aliases, nine times over. */
const LAUGHS = `a: &a [x, x, x]\n${[..."bcdefghi"]
  .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[i]}`).join(", ")}]\n`)
  .join("")}`;

export const RUN_FILE_CASES: readonly BadCase[] = [
  file("an empty run file", "", "config-empty", ["says nothing"]),
  file("a tab", "strategy: pairs\n\ttickers: KO\n", "yaml-tab", ["run.yaml:2:1", "a tab"]),
  file("a key that stands twice", `${BASE}cash: 1\ncash: 2\n`, "duplicate-key", ["run.yaml:5:1", "line 4"]),
  file("an alias of itself", "a: &a [*a]\n", "yaml-alias-loop", ["without end"]),
  file("aliases that multiply", LAUGHS, "yaml-too-much", ["20000 values"]),
  file("brackets without end", `a: ${"[".repeat(5000)}\n`, "yaml-too-deep", ["nested too deeply"]),
  file("a megabyte", "# x\n".repeat(2 ** 18), "config-too-large", ["1 MB", "at most 256 kB"]),
  file("UTF-16", Buffer.from(`\ufeff${BASE}`, "utf16le"), "config-not-text", ["UTF-16"]),
  file("bytes of no text", Uint8Array.of(0, 255, 1), "config-not-text", ["no text"]),
  file("two documents", `${BASE}---\n${BASE}`, "yaml-documents", ["second document"]),
  file("an empty list of tickers", "strategy: pairs\ntickers: []\n", "wrong-value", ['"tickers" is an empty list']),
  file("an empty list of strategies", "strategy: []\ntickers: KO\n", "wrong-value", ['"strategy" is an empty list']),
  file("an include of nothing", `${BASE}include: ""\n`, "wrong-value", ["run.yaml:4:10", '"include" is empty']),
  file("an include of itself", `${BASE}include: run.yaml\n`, "include-loop", ["run.yaml > run.yaml"]),
  file("an include of a folder", `${BASE}include: prices\n`, "config-is-a-folder", ["prices is a folder"]),
  file("an empty folder for the run", `${BASE}out: ""\n`, "missing-flag", ["run.yaml:4:6", "out is empty"]),
  file("a gate that is none", `${BASE}require: [1]\n`, "bad-gate", [
    "require: 'sharpe>=1' or require: 'totalReturn>=10%'",
  ]),
  file("a variable that is not closed", `${BASE}benchmark: \${A\n`, "unset-variable", ["is not a variable"]),
  file("a variable that is not set", `${BASE}cash: \${IVY_NOT_SET}\n`, "unset-variable", ["IVY_NOT_SET is not set"]),
  {
    name: "includes that multiply",
    line: ["backtest", "--config", "0.yaml"],
    files: Object.fromEntries(
      Array.from({ length: 26 }, (_, i) => [
        `${i}.yaml`,
        i === 25 ? BASE : `include: [${i + 1}.yaml, ./${i + 1}.yaml]\n`,
      ]),
    ),
    exit: 3,
    code: "too-many-includes",
    words: ["more than 100 files"],
  },
  {
    name: "a folder in the place of a run file",
    line: ["backtest", "--config", "prices"],
    files: { ...PRICES, "prices/run.yaml": BASE },
    exit: 3,
    code: "config-is-a-folder",
    words: ["prices is a folder", "run.yaml"],
  },
];
