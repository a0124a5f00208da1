import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bash, ivy, ROOT } from "./ivy-process.ts";

/** The file and every file that it loads at once, without the ones it loads on demand. */
function loadedAtOnce(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, path] of text.matchAll(/^(?:import|export)\b[^;]*?["'](\.[^"']+)["'];/gm)) {
    loadedAtOnce(join(dirname(file), path!), seen);
  }
  return seen;
}

describe("the built program", () => {
  it("prints its help and its version", () => {
    expect(ivy(["--help"])).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("ivy backtest") });
    const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string };
    expect(ivy(["--version"])).toEqual({ status: 0, stderr: "", stdout: `ivy ${version}\n` });
  });

  it("loads only the shell for its help: no command, no parser", () => {
    const files = [...loadedAtOnce(`${ROOT}/dist/cli.js`)];
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(files.length).toBeGreaterThan(1);
    // The parser alone has 120 kB; the shell had 8 kB when this was written.
    expect(bytes).toBeLessThan(20_000);
  });

  it("answers a mistyped command with the one that was meant", () => {
    const { status, stdout, stderr } = ivy(["backtset", "--strategy", "pairs"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Did you mean: ivy backtest --strategy pairs");
  });

  it("prints one JSON document for a mistake where --json was asked for", () => {
    const { status, stdout } = ivy(["backtest", "--json", "--strategy", "pairs", "--tickers", "KO", "--from", "soon"]);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "ivy.error/1", code: "bad-date", where: { flag: "--from" } });
  });

  it("ends as the shell expects when it is interrupted", () => {
    const loop =
      "import { defineStrategy } from 'ivy-quant';\nfor (;;);\nexport default defineStrategy({ summary: '' });\n";
    const folder = mkdtempSync(join(tmpdir(), "ivy-loop-"));
    writeFileSync(join(folder, "loop.ts"), loop);
    // A shell that runs a line in the background makes it ignore SIGINT, unless job control is on.
    const start = "set -m; $IVY backtest --strategy ./loop.ts --tickers KO & sleep 1";
    const { stdout } = bash(`${start}; kill -INT $!; wait $!; echo "ended with $?"`, folder);
    rmSync(folder, { recursive: true, force: true });
    expect(stdout).toContain("ended with 130");
  });

  it("points at the line of a strategy file that fails, and prints the stack only under --debug", () => {
    const folder = mkdtempSync(join(tmpdir(), "ivy-fails-"));
    writeFileSync(
      join(folder, "mine.ts"),
      "interface Unused {}\nconst list: number[][] = [];\nlist[3]!.push(1);\nexport default 1;\n",
    );
    const line = ["backtest", "--strategy", "./mine.ts", "--tickers", "KO"];
    const plain = ivy(line, folder);
    const debug = ivy([...line, "--debug"], folder);
    rmSync(folder, { recursive: true, force: true });
    expect(plain.status).toBe(5);
    expect(plain.stderr).toContain("mine.ts:3:");
    expect(plain.stderr).toContain("3 | list[3]!.push(1);");
    expect(plain.stderr).not.toContain("    at ");
    expect(debug.stderr).toMatch(/at .*mine\.ts:3:/);
  });

  it("is quiet when its reader has gone", () => {
    const { stdout, stderr } = bash(
      '$IVY backtest --help | (exec 0<&-; sleep 0.3); echo "ended with $' + '{PIPESTATUS[0]}"',
    );
    expect(stderr).toBe("");
    expect(stdout).toBe("ended with 0\n");
  });

  it("writes all of a long text to a slow reader", () => {
    const { stdout } = bash("for i in 1 2 3; do $IVY backtest --help; done | (sleep 0.3; wc -l)");
    const once = ivy(["backtest", "--help"]).stdout.split("\n").length - 1;
    expect(Number(stdout)).toBe(3 * once);
  });
});
