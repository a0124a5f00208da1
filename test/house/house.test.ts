import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { checkHouse } from "../../tools/house.mjs";

const TOOL = fileURLToPath(new URL("../../tools/house.mjs", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const folders: string[] = [];

function projectOf(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "ivy-house-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function rulesIn(files: Record<string, string>): string[] {
  return checkHouse(projectOf(files)).violations.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const ORDER = { "src/domain/order.ts": "export type Order = number;\nexport const ORDER = 1;" };
const STORE = { "src/results/stores/save.ts": 'import "node:fs";\nexport const save = 1;' };

describe("the house check finds", () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      "an import against the river",
      { ...ORDER, "src/base/a.ts": '\nimport { ORDER } from "#domain/order";\nexport const A = ORDER;' },
      ["src/base/a.ts:2 room"],
    ],
    [
      "a type-only import against the river",
      {
        "src/math/a.ts": 'import type { X } from "#engine/x";',
        "src/engine/x.ts": "export type X = 1;",
      },
      ["src/math/a.ts:1 room"],
    ],
    [
      "a domain type in a room above domain",
      { ...ORDER, "src/math/a.ts": 'import type { Order } from "#domain/order";' },
      ["src/math/a.ts:1 room"],
    ],
    [
      "a cycle inside a room",
      {
        "src/math/a.ts": 'import { b } from "./b.ts";\nexport const a = 1;',
        "src/math/b.ts": 'import type { c } from "./c.ts";',
        "src/math/c.ts": 'import { a } from "./a.ts";',
      },
      ["src/math/a.ts:1 cycle"],
    ],
    ["a file that imports itself", { "src/math/a.ts": 'import "./a.ts";' }, ["src/math/a.ts:1 cycle"]],
    [
      "an adapter imported by its own room",
      { ...STORE, "src/results/a.ts": 'import { save } from "./stores/save.ts";' },
      ["src/results/a.ts:1 adapter"],
    ],
    [
      "an adapter loaded by the command line",
      { ...STORE, "src/cli/a.ts": 'export const a = () => import("#results/stores/save");' },
      ["src/cli/a.ts:1 adapter"],
    ],
    [
      "an adapter that app loads before it is needed",
      { ...STORE, "src/app/a.ts": 'import { save } from "#results/stores/save";' },
      ["src/app/a.ts:1 adapter-lazy"],
    ],
    [
      "the disk in a pure room",
      { "src/engine/a.ts": 'import { readFileSync } from "node:fs";' },
      ["src/engine/a.ts:1 world"],
    ],
    [
      "a bare builtin in a pure room",
      { "src/engine/a.ts": 'import { spawn } from "child_process";' },
      ["src/engine/a.ts:1 world"],
    ],
    [
      "an index file of a room with a path of the wrong style",
      { ...ORDER, "src/engine/a.ts": 'import { ORDER } from "../domain/order.ts";' },
      ["src/engine/a.ts:1 path-style"],
    ],
    [
      "an extension across rooms",
      { ...ORDER, "src/engine/a.ts": 'import { ORDER } from "#domain/order.ts";' },
      ["src/engine/a.ts:1 path-style"],
    ],
    [
      "a room path inside the room",
      { ...ORDER, "src/domain/a.ts": 'import { ORDER } from "#domain/order";' },
      ["src/domain/a.ts:1 path-style"],
    ],
    [
      "a strategy that reaches into the machinery",
      { ...ORDER, "strategies/a.ts": 'import { ORDER } from "#domain/order";' },
      ["strategies/a.ts:1 strategy-import"],
    ],
    [
      "a strategy that imports a package",
      { "strategies/a.ts": 'import "node:fs";' },
      ["strategies/a.ts:1 strategy-import"],
    ],
    [
      "the public name used inside",
      { "src/index.ts": "export {};", "src/engine/a.ts": 'import "ivy-quant";' },
      ["src/engine/a.ts:1 public-name"],
    ],
    ["an import of no file", { "src/engine/a.ts": 'import "./gone.ts";' }, ["src/engine/a.ts:1 unresolved"]],
    [
      "an import that leaves src",
      { "src/engine/a.ts": 'import "../../tools/x.mjs";', "tools/x.mjs": "" },
      ["src/engine/a.ts:1 outside"],
    ],
    ["a folder that says nothing", { "src/engine/utils/a.ts": "export {};" }, ["src/engine/utils/a.ts:1 folder-name"]],
    ["a room that is not in the table", { "src/attic/a.ts": "export {};" }, ["src/attic/a.ts:1 unknown-room"]],
    [
      "a package in a room that does not own it",
      { "src/engine/a.ts": 'import "commander";' },
      ["src/engine/a.ts:1 package"],
    ],
    ["a package nobody has allowed", { "src/cli/a.ts": 'import "@left/pad/x";' }, ["src/cli/a.ts:1 package"]],
    [
      "a computed import",
      { "src/engine/a.ts": "export const a = (x: string) => import(x);" },
      ["src/engine/a.ts:1 computed-import"],
    ],
    ["a require", { "src/cli/a.ts": 'require("commander");' }, ["src/cli/a.ts:1 require"]],
  ])("%s", (_name, files, expected) => {
    expect(rulesIn(files)).toEqual(expected);
  });

  it.each([
    "Date.now()",
    "new Date()",
    "new Date",
    "Date()",
    "Math.random()",
    "process.env.HOME",
    "process.exit(1)",
    "globalThis.process.env",
    'console.log("x")',
    "performance.now()",
    'fetch("http://x")',
    "crypto.randomUUID()",
  ])("the world call %s in a pure room and in a strategy", (call) => {
    expect(rulesIn({ "src/engine/a.ts": `\nexport const a = () => ${call};` })).toEqual([
      "src/engine/a.ts:2 world-call",
    ]);
    expect(rulesIn({ "strategies/a.ts": `export const a = () => ${call};` })).toEqual(["strategies/a.ts:1 world-call"]);
  });
});

describe("the house check allows", () => {
  it.each<[string, Record<string, string>]>([
    ["an import down the river", { ...ORDER, "src/engine/a.ts": 'import { ORDER } from "#domain/order";' }],
    ["a relative import inside a room", { "src/engine/a.ts": 'import "./b.ts";', "src/engine/b.ts": "export {};" }],
    ["an adapter loaded by app on demand", { ...STORE, "src/app/a.ts": 'await import("#results/stores/save");' }],
    ["an adapter's type in app", { ...STORE, "src/app/a.ts": 'import type { S } from "#results/stores/save";' }],
    [
      "adapters that share a folder",
      {
        ...STORE,
        "src/results/stores/find.ts": 'import { save } from "./save.ts";\nimport "../run.ts";',
        "src/results/run.ts": "",
      },
    ],
    [
      "world calls in an adapter, app, cli and config",
      {
        "src/results/stores/a.ts": "Date.now();",
        "src/app/a.ts": "process.cwd();",
        "src/cli/a.ts": 'console.log("x");',
        "src/config/a.ts": "process.env.HOME;",
      },
    ],
    ["a date of a given time", { "src/time/a.ts": "new Date(ms); Date.UTC(2020, 1);" }],
    [
      "world calls named in comments and strings",
      { "src/time/a.ts": '// Date.now()\nexport const a = "Math.random()";' },
    ],
    ["fields that bear such a name", { "src/time/a.ts": "a.process.b; a.fetch(1); a.console.log(2);" }],
    ["a pure builtin", { "src/results/a.ts": 'import { createHash } from "node:crypto";' }],
    ["a test that reaches anywhere", { ...ORDER, "src/base/a.test.ts": 'import "node:fs";\nimport "#domain/order";' }],
    ["a strategy with the public name", { "src/index.ts": "", "strategies/a.ts": 'import "ivy-quant";' }],
    ["a package in its room", { "src/cli/main.ts": 'import { Command } from "commander";' }],
    ["the public entry", { "src/index.ts": 'export { a } from "./strategy/a.ts";', "src/strategy/a.ts": "" }],
  ])("%s", (_name, files) => {
    expect(rulesIn(files)).toEqual([]);
  });
});

describe("the house check as a program", () => {
  const run = (root: string) => spawnSync(process.execPath, [TOOL, root], { encoding: "utf8" });

  it("fails when it read nothing", () => {
    const { status, stdout } = run(projectOf({ "README.md": "" }));
    expect(status).toBe(1);
    expect(stdout).toContain("0 files, 0 imports read");
  });

  it("fails and points at the line of a violation", () => {
    const { status, stdout } = run(projectOf({ ...ORDER, "src/base/a.ts": 'import "#domain/order";' }));
    expect(status).toBe(1);
    expect(stdout).toContain("src/base/a.ts:1  room  base may not import domain: it may import no other room");
    expect(stdout).toContain("2 files, 1 imports read, 1 violations");
  });

  it("passes on a clean tree and says how much it read", () => {
    const { status, stdout } = run(
      projectOf({ ...ORDER, "src/engine/a.ts": 'import { ORDER } from "#domain/order";' }),
    );
    expect(status).toBe(0);
    expect(stdout).toBe("2 files, 1 imports read, 0 violations\n");
  });
});

describe("this project", () => {
  it("has files and imports to read", () => {
    const { files, imports } = checkHouse(ROOT);
    expect(files).toBeGreaterThan(50);
    expect(imports).toBeGreaterThan(100);
  });
});
