import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash, ivy } from "./ivy-process.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-doctor-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

interface Report {
  readonly schema: string;
  readonly checks: readonly {
    readonly id: string;
    readonly status: string;
    readonly says: string;
    readonly help?: string;
  }[];
}

function checksOf(stdout: string): ReadonlyMap<string, Report["checks"][number]> {
  const report = JSON.parse(stdout) as Report;
  expect(report.schema).toBe("ivy.doctor/1");
  return new Map(report.checks.map((check) => [check.id, check]));
}

describe("ivy doctor", () => {
  it("finds nothing that stops a backtest in an empty folder, and leaves nothing behind", () => {
    const where = place("empty");
    const { status, stdout, stderr } = ivy(["doctor"], where);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const title of ["Node", "Machine", "Sample", "Strategies", "Reports", "Cache", "Browser", "Broker keys"]) {
      expect(stdout).toMatch(new RegExp(`^(ok|note) +${title} `, "m"));
    }
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(stdout).toContain("Nothing stops a backtest.");
    expect(readdirSync(where)).toEqual([]);
  });

  it("names the prices of the folder", () => {
    const where = place("prices");
    mkdirSync(join(where, "data"));
    writeFileSync(join(where, "data/ZYX.csv"), "date,close\n2020-01-02,1\n");
    expect(checksOf(ivy(["doctor", "--json"], where).stdout).get("data")).toMatchObject({
      status: "ok",
      says: "data/ holds 1 file: ZYX.csv",
    });
  });

  it("ends with 1 where a problem would stop a backtest, and says what to do", () => {
    const where = place("blocked");
    writeFileSync(join(where, "reports"), "");
    const { status, stdout } = ivy(["doctor", "--json"], where);
    expect(status).toBe(1);
    expect(checksOf(stdout).get("reports")).toMatchObject({
      status: "problem",
      help: expect.stringContaining("--out"),
    });
    // And it does stop one.
    expect(ivy(["backtest", "--strategy", "buy-and-hold", "--tickers", "KO"], where).status).toBeGreaterThan(0);
  });

  it("says which keys are set, and never prints one", () => {
    const { stdout } = bash(
      "ALPACA_API_KEY=not-to-be-seen $IVY doctor; ALPACA_API_KEY=not-to-be-seen $IVY doctor --json",
      folder,
    );
    expect(stdout).toContain("ALPACA_API_KEY set");
    expect(stdout).not.toContain("not-to-be-seen");
  });
});
