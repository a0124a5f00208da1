import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./ivy-process.ts";

let folder: string;
const installed = () => join(folder, "node_modules/ivy-quant");

function run(program: string, args: string[], cwd: string) {
  return spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, npm_config_update_notifier: "false" },
  });
}

// A project of a user that has the packed package and nothing else of ours.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-package-"));
  mkdirSync(installed(), { recursive: true });
  const packed = run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], ROOT);
  const archive = packed.stdout.trim().split("\n").at(-1)!;
  const unpacked = run("tar", ["xzf", join(folder, archive), "-C", installed(), "--strip-components=1"], folder);
  if (unpacked.status !== 0) throw new Error(`${packed.stderr}${unpacked.stderr}`);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function typeErrors(file: string, mode: "bundler" | "nodenext"): string {
  const module = mode === "bundler" ? "esnext" : "nodenext";
  const flags = ["--noEmit", "--strict", "--target", "es2023", "--types", "", "--skipLibCheck", "false"];
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  return run(process.execPath, [compiler, ...flags, "--module", module, "--moduleResolution", mode, file], folder)
    .stdout;
}

describe("the packed package", () => {
  it("holds the program, the strategies, the sample and the types", () => {
    for (const path of [
      "bin/ivy.js",
      "dist/cli.js",
      "dist/index.js",
      "dist/types/index.d.ts",
      "data/sample/index.json",
    ]) {
      expect(existsSync(join(installed(), path)), path).toBe(true);
    }
  });

  it.each(["bundler", "nodenext"] as const)("types a strategy file with nothing else installed (%s)", (mode) => {
    const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))![1]!;
    writeFileSync(join(folder, "mine.ts"), example);
    expect(typeErrors("mine.ts", mode)).toBe("");
    writeFileSync(join(folder, "typo.ts"), example.replace("fast.crossesAbove", "fast.crossesOver"));
    expect(typeErrors("typo.ts", mode)).toMatch(/crossesOver/);
  });
});
