import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BadCase, PRICES } from "./bad-input/bad-case.ts";
import { SHOW_CASES } from "./bad-input/data-show.ts";
import { FLAG_CASES } from "./bad-input/flags.ts";
import { PRICE_FILE_CASES } from "./bad-input/price-files.ts";
import { RUN_FILE_CASES } from "./bad-input/run-files.ts";
import { STRATEGY_CASES } from "./bad-input/strategy-files.ts";
import { bash, ivy } from "./ivy-process.ts";
import { layFiles } from "./lay-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-bad-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lay = (files: Readonly<Record<string, string | Uint8Array>>) => layFiles(folder, files);

/** Every file of the folder but what was compiled, which is there to be used again. */
function everything(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !path.startsWith(".ivy"))
    .sort();
}

function check({ line, files = {}, exit, code, words }: BadCase): void {
  lay({ ...PRICES, ...files });
  const before = everything();
  // With --json the error stands on stdout for the program, and as ever on stderr for the person.
  const { status, stdout, stderr } = ivy([...line, "--json"], folder);
  for (const word of words) expect(stderr).toContain(word);
  expect(JSON.parse(stdout)).toMatchObject({ schema: "ivy.error/1", code });
  expect(status).toBe(exit);
  expect(stderr).toMatch(/^error {2}\S/);
  expect(stderr, "a stack trace").not.toMatch(/\n\s+at .+:\d+/);
  expect(everything(), "something was written").toEqual(before);
}

describe("a price file that cannot be read", () => {
  it.each(PRICE_FILE_CASES)("$name", check);
});

it.skipIf(process.platform !== "linux").each(["/dev/zero", "/dev/full"])(
  "%s has no end, and is not read (Linux only: the device)",
  (device) => {
    lay({});
    const { status, stderr } = ivy(["backtest", "--strategy", "buy-and-hold", "--data", device], folder);
    expect(stderr).toContain("is a device, not a file");
    expect(status).toBe(4);
  },
);

describe("a command line that cannot be", () => {
  it.each(FLAG_CASES)("$name", check);
});

describe("prices that cannot be shown", () => {
  it.each(SHOW_CASES)("$name", check);
});

describe("a run file that cannot be read", () => {
  it.each(RUN_FILE_CASES)("$name", check);

  it.each([
    ["prices", `data: \${SECRET}`],
    ["a file that is included", `include: "\${SECRET}"`],
    ["a ticker", `tickers: ["\${SECRET}"]`],
    ["an amount", `cash: \${SECRET}`],
    ["a strategy", `strategy: \${SECRET}`],
  ])("for %s does not print what the variable holds", (_, line) => {
    const others = ["strategy: sma-cross", "data: prices", "tickers: GOOD"].filter(
      (other) => other.split(":")[0] !== line.split(":")[0],
    );
    lay({ ...PRICES, "run.yaml": `${[line, ...others].join("\n")}\n` });
    for (const secret of ["hunter2", "/nowhere/hunter2"]) {
      const { status, stdout, stderr } = bash(`SECRET=${secret} $IVY backtest --config run.yaml --json`, folder);
      expect(`${stdout}${stderr}`).not.toContain("hunter2");
      expect(status).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("a strategy that cannot run", () => {
  it.each(STRATEGY_CASES)("$name", check);
});

describe("a place that takes no more", () => {
  const run = "$IVY backtest --strategy buy-and-hold --data prices --tickers GOOD";

  it.skipIf(process.platform !== "linux").each([
    ["a full disk for the screen", ""],
    ["and for the document", " --json"],
  ])("%s is said in one line, not a stack trace (Linux only: /dev/full)", (_, json) => {
    lay(PRICES);
    const { status, stderr } = bash(`${run}${json} > /dev/full`, folder);
    expect(status).toBe(74);
    expect(stderr).toContain("no space left");
    expect(stderr).not.toMatch(/\n\s+at .+:\d+/);
  });

  it("that the reader has closed is no error", () => {
    lay(PRICES);
    const { status, stdout, stderr } = bash(`set -o pipefail; ${run} | head -n 1`, folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("buy-and-hold  GOOD");
  });

  it.skipIf(process.getuid?.() !== 0)(
    "a full disk for the run leaves nothing behind (root only: it mounts one)",
    ({ skip }) => {
      lay(PRICES);
      mkdirSync(join(folder, "full"));
      const mounted = bash("mount -t tmpfs -o size=12k tmpfs full", folder);
      if (mounted.status !== 0) skip(`no mount here: ${mounted.stderr.trim()}`);
      try {
        const { status, stderr } = bash(`${run} --out full/run`, folder);
        expect(status).toBe(74);
        expect(stderr).toContain("the disk is full");
        expect(readdirSync(join(folder, "full"))).toEqual([]);
      } finally {
        bash("umount full", folder);
      }
    },
  );

  it.skipIf(process.getuid?.() === 0)(
    "a folder without permission says so (not as root, who may write anywhere)",
    () => {
      lay(PRICES);
      const { status, stderr } = bash(`mkdir -m 555 locked; ${run} --out locked/run`, folder);
      expect(status).toBe(74);
      expect(stderr).toContain("no permission");
    },
  );

  it.skipIf(process.getuid?.() === 0)("a file without permission says so (not as root, who may read anything)", () => {
    lay(PRICES);
    const { status, stderr } = bash(`chmod 000 prices/GOOD.csv; ${run}`, folder);
    expect(status).toBe(4);
    expect(stderr).toContain("may not be read");
  });
});

it("has at least sixty cases, each of its own", () => {
  const cases = [...PRICE_FILE_CASES, ...FLAG_CASES, ...SHOW_CASES, ...RUN_FILE_CASES, ...STRATEGY_CASES];
  expect(cases.length).toBeGreaterThanOrEqual(60);
  const lines = cases.map(({ line, files }) => JSON.stringify([line, files]));
  expect(new Set(lines).size).toBe(lines.length);
});
