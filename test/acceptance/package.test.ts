import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allVerbs } from "../../src/cli/all-verbs.ts";
import { ROOT } from "./ivy-process.ts";
import { installInto, noRegistry, npm, offline, pack, README_STRATEGY, run } from "./stranger.ts";

/** An install reads the registry or npm's cache; what hangs here is the network. */
const INSTALL_MS = 180_000;

let folder: string;
let archive: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-package-"));
  archive = pack(folder);
}, INSTALL_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }), INSTALL_MS);

describe("the archive", () => {
  it("holds all that a person is pointed to, and nothing else of ours", async () => {
    const names = run("tar", ["tzf", archive], folder).stdout.split("\n");
    const program = ["bin/ivy.js", "dist/cli.js", "dist/index.js", "dist/types/index.d.ts", "data/sample/index.json"];
    const pages = (await allVerbs()).flatMap((verb) => verb.readOn);
    for (const path of [...program, ...pages, "man/ivy.1", "docs/install.md"])
      expect(names).toContain(`package/${path}`);
    expect(names.filter((name) => /\.test\.|\/(src|test|bench|tools)\/|\.fixture\./.test(name))).toEqual([]);
  });

  it("runs nothing when it is installed", () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts?: Record<string, string>;
    };
    const atInstall = ["preinstall", "install", "postinstall", "prepare", "prepublish"];
    expect(Object.keys(scripts).filter((name) => atInstall.includes(name))).toEqual([]);
  });
});

/** A first hour with ivy: help, a backtest on the sample, a strategy of one's own. The network is cut off. */
function firstHour(node: string, program: string, place: string): void {
  const ivy = (...args: string[]) => {
    const [tool, ...before] = offline();
    return run(tool!, [...before, node, program, ...args], place);
  };
  expect(ivy("--help")).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("Start here:") });
  expect(ivy("backtest", "--help")).toMatchObject({ status: 0, stderr: "" });
  const first = ivy("backtest", "--strategy", "pairs", "--tickers", "KO,PEP");
  expect(first).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("KO / PEP") });
  mkdirSync(join(place, "strategies"), { recursive: true });
  writeFileSync(join(place, "strategies/fast-cross.ts"), README_STRATEGY);
  const own = ivy("backtest", "--strategy", "fast-cross", "--tickers", "KO", "--set", "fast=20", "--json");
  expect({ status: own.status, stderr: own.stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(own.stdout)).toMatchObject({ schema: "ivy.backtest/1", settings: { params: { fast: 20 } } });
  expect(ivy("config", "init")).toMatchObject({ status: 0, stderr: "" });
  expect(ivy("backtest", "--config", "ivy.yaml", "--quiet")).toMatchObject({ status: 0, stderr: "" });
  expect(ivy("doctor")).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing stops a backtest.") });
}

describe("installed by a stranger", () => {
  it(
    "in an empty folder, with no script run, works without a network",
    (context) => {
      const place = join(folder, "here");
      const installed = installInto(place, archive, process.execPath, ["--ignore-scripts"]);
      if (noRegistry(installed)) context.skip("no registry answers, and npm's cache lacks a package");
      expect(installed.status, installed.stderr).toBe(0);
      firstHour(process.execPath, join(place, "node_modules/ivy-quant/bin/ivy.js"), place);
      expect(run(join(place, "node_modules/.bin/ivy"), ["--version"], place).stdout).toMatch(/^ivy \d+\.\d+\.\d+/);
    },
    INSTALL_MS,
  );

  for (const mode of ["bundler", "nodenext"] as const) {
    it(`types a strategy file with nothing else installed (${mode})`, (context) => {
      const place = join(folder, "here");
      if (!existsSync(join(place, "node_modules/ivy-quant"))) context.skip("nothing is installed");
      writeFileSync(join(place, "mine.ts"), README_STRATEGY);
      expect(typeErrors("mine.ts", mode, place)).toBe("");
      writeFileSync(join(place, "typo.ts"), README_STRATEGY.replace("fast.crossesAbove", "fast.crossesOver"));
      expect(typeErrors("typo.ts", mode, place)).toMatch(/crossesOver/);
    });
  }

  it(
    "for all folders, works in any of them",
    (context) => {
      const prefix = join(folder, "global");
      const place = join(folder, "elsewhere");
      mkdirSync(prefix);
      mkdirSync(place);
      const installed = npm(
        process.execPath,
        ["install", "--global", "--prefix", prefix, "--prefer-offline", archive],
        place,
      );
      if (noRegistry(installed)) context.skip("no registry answers, and npm's cache lacks a package");
      expect(installed.status, installed.stderr).toBe(0);
      firstHour(process.execPath, join(prefix, "bin/ivy"), place);
      // An editor in a folder without the package: what `ivy new strategy` writes is enough for the compiler.
      const written = run(join(prefix, "bin/ivy"), ["new", "strategy", "my-idea"], place);
      expect(written).toMatchObject({ status: 0, stderr: "" });
      const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
      expect(run(process.execPath, [compiler, "--noEmit", "-p", "."], place)).toMatchObject({ status: 0, stdout: "" });
      // npm links pages that the manifest lists, and passes over a lone name.
      if (process.platform !== "win32") expect(existsSync(join(prefix, "share/man/man1/ivy.1"))).toBe(true);
    },
    INSTALL_MS,
  );

  for (const major of ["22", "24"].filter((one) => !process.version.startsWith(`v${one}.`))) {
    it(
      `on Node ${major}, works the same`,
      (context) => {
        const home = join(folder, `node-${major}`);
        const name = `node-${process.platform}-${process.arch}`;
        mkdirSync(home);
        const fetched = npm(process.execPath, ["install", "--no-save", "--prefer-offline", `${name}@${major}`], home);
        if (fetched.status !== 0) context.skip(`the registry has no ${name}@${major}, or does not answer`);
        const node = join(home, "node_modules", name, "bin/node");
        expect(run(node, ["--version"], home).stdout).toMatch(new RegExp(`^v${major}\\.`));
        const place = join(folder, `with-${major}`);
        const installed = installInto(place, archive, node, []);
        expect(installed.status, installed.stderr).toBe(0);
        firstHour(node, join(place, "node_modules/ivy-quant/bin/ivy.js"), place);
      },
      INSTALL_MS,
    );
  }
});

function typeErrors(file: string, mode: "bundler" | "nodenext", place: string): string {
  const module = mode === "bundler" ? "esnext" : "nodenext";
  const flags = ["--noEmit", "--strict", "--target", "es2023", "--types", "", "--skipLibCheck", "false"];
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  return run(process.execPath, [compiler, ...flags, "--module", module, "--moduleResolution", mode, file], place)
    .stdout;
}

/** Bytes of all files in a folder. */
function bytesOf(path: string): number {
  const about = lstatSync(path);
  if (!about.isDirectory()) return about.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

describe("the installed tree", () => {
  const page = () => readFileSync(join(ROOT, "docs/install.md"), "utf8");
  const stated = () =>
    new Map(
      [...page().matchAll(/^\| `([^`]+)`[^|]*\| ([\d.]+) MB \|/gm)].map(([, name, size]) => [name!, Number(size)]),
    );

  it("has the size that docs/install.md states, package by package", (context) => {
    const modules = join(folder, "here/node_modules");
    if (!existsSync(join(modules, "ivy-quant"))) context.skip("nothing is installed");
    const packages = readdirSync(modules)
      .filter((name) => !name.startsWith("."))
      .flatMap((name) =>
        name.startsWith("@") ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : [name],
      );
    const sizes = new Map<string, number>();
    for (const name of packages) {
      const stands = name.replace(/^(@esbuild|@duckdb)\/.*/, "$1");
      sizes.set(stands, (sizes.get(stands) ?? 0) + bytesOf(join(modules, name)) / 1e6);
    }
    expect([...sizes.keys()].sort()).toEqual([...stated().keys()].filter((name) => name !== "all").sort());
    const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [name, size] of [...sizes, ["all", all] as const]) {
      // Programs for one system have another size on each.
      if (process.platform !== "linux" && ["@esbuild", "@duckdb", "all"].includes(name)) continue;
      const said = stated().get(name)!;
      // One tenth for what grows between two edits of that page, and the rounding of one digit.
      expect(size, `${name}: docs/install.md says ${said} MB`).toBeLessThanOrEqual(said * 1.1 + 0.05);
      expect(size, `${name}: docs/install.md says ${said} MB`).toBeGreaterThanOrEqual(said * 0.9 - 0.05);
    }
  });
});
