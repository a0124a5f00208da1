import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash, ivy, ROOT } from "./ivy-process.ts";

const README = readFileSync(`${ROOT}/README.md`, "utf8");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-readme-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one block of TypeScript in the README: the first line names its file. */
function example(): { path: string; text: string } {
  const text = /```ts\n([\s\S]*?)```/.exec(README)?.[1];
  const path = /^\/\/ (\S+)$/m.exec(text ?? "")?.[1];
  if (text === undefined || path === undefined) throw new Error("README.md has no example of a strategy");
  return { path, text };
}

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

  it("shows a strategy that runs as it stands, with nothing installed beside it", () => {
    const { path, text } = example();
    mkdirSync(join(folder, "strategies"), { recursive: true });
    writeFileSync(join(folder, path), text);
    const command = /^ {4}ivy (backtest --strategy fast-cross .*)$/m.exec(README)![1]!;
    const { status, stdout, stderr } = ivy([...command.split(" "), "--json"], folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "ivy.backtest/1",
      settings: { params: { fast: 20, slow: 30 } },
    });
  });

  it("links only to pages that exist", () => {
    for (const [, target] of README.matchAll(/\]\(([^)#]+)\)/g)) {
      if (/^https?:/.test(target!)) continue;
      expect(existsSync(join(ROOT, target!)), target).toBe(true);
    }
  });
});
