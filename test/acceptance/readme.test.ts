import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash, ROOT } from "./ivy-process.ts";

const README = readFileSync(`${ROOT}/README.md`, "utf8");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-readme-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the README", () => {
  it("has its two commands where the check of a clone finds them", () => {
    expect(README).toMatch(/<!-- first -->\n {4}npm ci && .*bin\/ivy\.js backtest --strategy \S+ --tickers \S+\n/);
    expect(README).toMatch(/<!-- tests -->\n {4}npm test\n/);
  });

  it("shows a first result that runs", () => {
    const command = /bin\/ivy\.js (backtest .*)$/m.exec(README)![1]!;
    const { status, stdout, stderr } = bash(`$IVY ${command} --out ${folder}/first`, folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("KO / PEP");
  });

  it("links only to pages that exist", () => {
    for (const [, target] of README.matchAll(/\]\(([^)#]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      expect(existsSync(join(ROOT, target!)), target).toBe(true);
    }
  });
});
