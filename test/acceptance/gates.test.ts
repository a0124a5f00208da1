import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backtestSchema } from "#results/documents/backtest";
import { bash, ivy, ROOT } from "./ivy-process.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-gates-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUN = ["backtest", "--strategy", "sma-cross", "--tickers", "KO", "--from", "2013"];
const asked = (...gates: string[]) => gates.flatMap((gate) => ["--require", gate]);

/** The gates of the document that a line prints. */
function gatesOf(...gates: string[]) {
  const { stdout, status } = ivy([...RUN, ...asked(...gates), "--json"], folder);
  return { status, gates: backtestSchema.parse(JSON.parse(stdout)).gates };
}

describe("a gate", () => {
  it("that holds leaves the exit code at 0, and stands in the document", () => {
    const { status, gates } = gatesOf("trades >= 1", "maxDrawdown<=99%");
    expect(status).toBe(0);
    expect(gates).toEqual([
      { expression: "trades>=1", value: expect.any(Number), passed: true },
      { expression: "maxDrawdown<=99%", value: expect.any(Number), passed: true },
    ]);
  });

  it("that fails ends with exit code 1 after the run was stored, and every gate is shown", () => {
    const { status, stdout } = ivy([...RUN, ...asked("sharpe>=50", "trades>=1"), "--out", "failed"], folder);
    expect(status).toBe(1);
    expect(existsSync(join(folder, "failed/result.json"))).toBe(true);
    expect(stdout).toContain("Gates: 1 of 2 failed, so the exit code is 1.");
    expect(stdout).toMatch(/^ {2}failed {2}sharpe +-?\d\.\d\d {3}want >= 50\.00$/m);
    expect(stdout).toMatch(/^ {2}passed {2}trades +\d+ {3}want >= 1$/m);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("on a figure that is not defined fails, and says why", () => {
    const line = ["backtest", "--strategy", "buy-and-hold", "--tickers", "KO", "--from", "2013"];
    const { status, stdout } = ivy([...line, ...asked("winRate>=0")], folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/failed {2}winRate {2}n\/a {3}want >= 0\.00 %: \w+/);
    const json = ivy([...line, ...asked("winRate>=0"), "--json"], folder).stdout;
    const document = backtestSchema.parse(JSON.parse(json));
    expect(document.gates).toEqual([{ expression: "winRate>=0", value: null, passed: false }]);
    expect(document.notes.winRate).toMatch(/\w/);
  });

  it("that fails speaks on stderr under --quiet and --json, the ones that passed do not", () => {
    const gates = asked("sharpe>=50", "trades>=1");
    const quiet = ivy([...RUN, ...gates, "--quiet"], folder);
    expect([quiet.status, quiet.stdout]).toEqual([1, ""]);
    expect(quiet.stderr).toContain("failed  sharpe");
    expect(quiet.stderr).not.toContain("trades");
    const json = ivy([...RUN, ...gates, "--json"], folder);
    expect(json.stderr).toBe(quiet.stderr);
    expect(ivy([...RUN, ...asked("trades>=1"), "--quiet"], folder)).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  it("must hold for each of several strategies", () => {
    const { status, stdout } = ivy(
      ["backtest", "--strategy", "sma-cross,buy-and-hold", "--tickers", "KO", "--from", "2013", ...asked("trades>=1")],
      folder,
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/passed {2}sma-cross +trades/);
    expect(stdout).toMatch(/failed {2}buy-and-hold +trades +0/);
  });

  it("does not make another run: with it and without, the same folder is found", () => {
    const at = mkdtempSync(join(folder, "same-"));
    const without = ivy([...RUN, "--json"], at).stdout;
    const withGate = ivy([...RUN, ...asked("trades>=1")], at).stdout;
    expect(withGate).toContain("same as the run of");
    const runs = readdirSync(join(at, "reports/backtest"));
    expect(runs).toHaveLength(1);
    const kept = readFileSync(join(at, "reports/backtest", runs[0]!, "result.json"), "utf8");
    const { gates, ...rest } = JSON.parse(kept) as { gates: unknown };
    expect(gates).toHaveLength(1);
    expect(rest).toEqual(JSON.parse(without));
  });
});

describe("a mistake in a gate", () => {
  it.each([
    ["sharp>=1", "unknown-metric", "--require 'sharpe>=1'"],
    ["sharpe", "bad-gate", "Quote it"],
    ["sharpe>=much", "bad-gate", "'totalReturn>=10%'"],
    ["trades=>1", "bad-gate", "--require 'trades>=1'"],
  ])("%j is found before anything runs", (gate, code, says) => {
    const at = mkdtempSync(join(folder, "mistake-"));
    const { status, stdout, stderr } = ivy([...RUN, ...asked(gate), "--json"], at);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "ivy.error/1", code });
    expect(stderr).toContain(says);
    expect(existsSync(join(at, "reports"))).toBe(false);
  });

  it("among several is mended in its own place", () => {
    const { stderr } = ivy([...RUN, ...asked("trades>=1", "sharp>=1")], folder);
    expect(stderr).toContain("--require 'trades>=1' --require 'sharpe>=1'");
  });
});

describe("--strict", () => {
  // A short window: its warning is that the history is short.
  const SHORT = ["backtest", "--strategy", "pairs", "--tickers", "KO,PEP", "--from", "2013-01-01"];

  it("fails a run with a warning, and the screen says so", () => {
    const { status, stdout } = ivy([...SHORT, "--strict"], folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Gates: 1 of 1 failed/m);
    expect(stdout).toMatch(/failed {2}--strict {2}\d+ {3}want no warning, no error/);
    expect(ivy([...SHORT, "--strict", "--quiet"], folder).stderr).toContain("--strict");
  });

  it("passes a run with notes alone", () => {
    const { status, stdout } = ivy([...RUN, "--strict"], folder);
    expect(stdout).toContain("note ");
    expect([status, /^Gates: passed\.$/m.test(stdout)]).toEqual([0, true]);
  });
});

describe("docs/ci.md", () => {
  const page = readFileSync(join(ROOT, "docs/ci.md"), "utf8");
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map((match) => match[1]!);

  it("has shell lines that run, each in a folder of its own", () => {
    const scripts = blocks("sh").filter((text) => !text.includes("npm install"));
    expect(scripts.length).toBeGreaterThanOrEqual(2);
    for (const script of scripts) {
      const at = mkdtempSync(join(folder, "ci-"));
      const { status, stderr } = bash(`set -e\nivy() { $IVY "$@"; }\n${script}`, at);
      expect(status, `${script}\n${stderr}`).toBe(0);
    }
  });

  it("has a workflow whose steps run", () => {
    const [workflow] = blocks("yaml");
    const steps = [...workflow!.matchAll(/^ {6}- run: (?:\|\n((?: {10}.*\n)+)|(.+)\n)/gm)]
      .map((match) => match[1] ?? match[2]!)
      .filter((step) => step.includes("ivy ") && !step.includes("npm install"));
    expect(steps.length).toBeGreaterThanOrEqual(1);
    const at = mkdtempSync(join(folder, "workflow-"));
    for (const step of steps) {
      const { status, stderr } = bash(`set -e\nnpx() { [ "$1" = ivy ] && shift; $IVY "$@"; }\n${step}`, at);
      expect(status, `${step}\n${stderr}`).toBe(0);
    }
  });
});
