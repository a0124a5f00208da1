import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ivy, ROOT } from "./ivy-process.ts";

const CONFIGS = readdirSync(join(ROOT, "configs")).filter((name) => name.endsWith(".yaml"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-configs-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly run: string;
}

/** The ids of the runs that a line makes, as it prints them. */
function idsOf(args: readonly string[], cwd: string): readonly string[] {
  const { status, stdout, stderr } = ivy(["backtest", ...args, "--json"], cwd);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const document = JSON.parse(stdout) as Run & { runs?: Run[] };
  return (document.runs ?? [document]).map(({ run }) => run);
}

describe("configs/", () => {
  it("holds the examples that the guide names", () => {
    expect(CONFIGS.length).toBeGreaterThanOrEqual(6);
  });

  it("is fine, the shared files included", () => {
    const files = [...CONFIGS, "shared/base.yaml"].map((name) => join("configs", name));
    const { status, stdout } = ivy(["config", "check", ...files]);
    expect([status, stdout]).toEqual([0, files.map((file) => `${file}  fine\n`).join("")]);
  });

  it.each(CONFIGS)("%s runs as it is, and makes the same run from any folder", (name) => {
    const here = idsOf(["--config", join("configs", name), "--out", join(folder, "root", name)], ROOT);
    const there = idsOf(["--config", relative(folder, join(ROOT, "configs", name))], folder);
    expect(there).toEqual(here);
    expect(here.length).toBeGreaterThan(0);
  });

  it.each(CONFIGS)("%s leaves settings behind that make the same run again", (name) => {
    const config = join(ROOT, "configs", name);
    for (const id of idsOf(["--config", config], folder)) {
      const resolved = join("reports/backtest", id, "config.resolved.yaml");
      const text = readFileSync(join(folder, resolved), "utf8");
      expect(text).not.toContain(ROOT);
      expect(text).not.toContain(folder);
      // The sample's own file lies outside of this project: the flag says where.
      const data = text.includes("IVY_DATA") ? ["--data", join(ROOT, "data/sample/SPX.csv.gz")] : [];
      expect(idsOf(["--config", resolved, ...data], folder)).toEqual([id]);
    }
  });

  it.each(CONFIGS)("%s names the schema for editors, and says how to run it", (name) => {
    const text = readFileSync(join(ROOT, "configs", name), "utf8");
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schema\/run-file\.json\n/);
    expect(text).toContain(`configs/${name}`);
  });
});
