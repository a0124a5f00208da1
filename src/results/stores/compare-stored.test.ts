import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareStored } from "./compare-stored.ts";
import { hiddenName, inState, sweepHidden } from "./hidden-folders.ts";
import type { RunInfo } from "./run-info.ts";
import { writeRun } from "./run-store.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "ivy-stored-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (startedAt: string): RunInfo => ({
  startedAt,
  durationMs: 1,
  workingFolder: "/home/someone",
  ivy: "0.1.0",
  node: "v20.19.0",
  paths: [],
});
const FIRST = at("2024-01-02T03:04:05Z");
const LATER = at("2025-01-02T03:04:05Z");
const result = (more: object = {}) => `${JSON.stringify({ ivy: "0.1.0", metrics: { sharpe: 1 }, ...more })}\n`;
const files = (over: Record<string, string> = {}) =>
  new Map(Object.entries({ "result.json": result(), "equity.csv": "time,equity\n1,2\n", ...over }));
const startedAt = (folder: string) => (JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as RunInfo).startedAt;

describe("a run that is made again", () => {
  it("is the same, whole, and keeps its first time", () => {
    const folder = join(root, "run");
    expect(writeRun(folder, files(), FIRST)).toEqual({ kind: "nothing" });
    expect(writeRun(folder, files(), LATER)).toEqual({ kind: "same", startedAt: FIRST.startedAt, isWhole: true });
    expect(startedAt(folder)).toBe(FIRST.startedAt);
  });

  it("with other gates is the same: they are rewritten, its first time stays", () => {
    const folder = join(root, "run");
    writeRun(folder, files(), FIRST);
    const gated = files({ "result.json": result({ gates: [{ expression: "sharpe>=1", value: 1, passed: true }] }) });
    expect(writeRun(folder, gated, LATER)).toMatchObject({ kind: "same", isWhole: false });
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe(gated.get("result.json"));
    expect(startedAt(folder)).toBe(FIRST.startedAt);
  });

  it("in another form of the columns is the same, and holds that form alone", () => {
    const folder = join(root, "run");
    writeRun(folder, files(), FIRST);
    const parquet = new Map([
      ["result.json", result()],
      ["equity.parquet", "PAR1"],
    ]);
    expect(writeRun(folder, parquet, LATER)).toMatchObject({ kind: "same", isWhole: false });
    expect(readdirSync(folder).sort()).toEqual(["equity.parquet", "result.json", "run.json"]);
  });

  it.each([
    ["equity.csv", "time,equity\n1"],
    ["result.json", '{"ivy":'],
    ["run.json", "{}"],
  ])("is damaged where %s was cut off, and is replaced", (name, text) => {
    const folder = join(root, "run");
    writeRun(folder, files(), FIRST);
    writeFileSync(join(folder, name), text);
    expect(writeRun(folder, files(), LATER)).toEqual({ kind: "damaged", file: name });
    expect(compareStored(folder, files())).toMatchObject({ kind: "same", isWhole: true });
  });

  it("is damaged where a file of columns is gone in both forms", () => {
    const folder = join(root, "run");
    writeRun(folder, files(), FIRST);
    rmSync(join(folder, "equity.csv"));
    expect(compareStored(folder, files())).toEqual({ kind: "damaged", file: "equity.csv" });
  });

  it("with another result is another, by the ivy that wrote it", () => {
    const folder = join(root, "run");
    writeRun(folder, files({ "result.json": result({ ivy: "0.0.9" }) }), FIRST);
    expect(writeRun(folder, files(), LATER)).toEqual({ kind: "other", ivy: "0.0.9" });
    expect(startedAt(folder)).toBe(LATER.startedAt);
  });

  it("through a link leaves the link a link", () => {
    mkdirSync(join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(root, "link"));
    writeRun(join(root, "link"), files(), FIRST);
    writeRun(join(root, "link"), files({ "result.json": result({ more: 1 }) }), LATER);
    expect(readdirSync(join(root, "elsewhere")).sort()).toEqual(["equity.csv", "result.json", "run.json"]);
    expect(readdirSync(root).sort()).toEqual(["elsewhere", "link"]);
  });
});

describe("what a process left that ended in the middle", () => {
  /** A hidden name as a process wrote it that is no more: no system gives out this number. */
  const dead = (state: "new" | "old" | "gone") =>
    inState(hiddenName("run", state), state).replace(`-${process.pid}-`, "-4194999-");
  const fill = (name: string) => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, "result.json"), result());
  };

  it("is swept away, a run that had stepped aside comes back", () => {
    fill(dead("new"));
    fill(dead("gone"));
    fill(dead("old"));
    sweepHidden(root);
    expect(readdirSync(root)).toEqual(["run"]);
  });

  it("does not come back over a run that took its place", () => {
    fill("run");
    fill(dead("old"));
    sweepHidden(root);
    expect(readdirSync(root)).toEqual(["run"]);
  });

  it("is left alone while its process lives, and where it is of another machine and young", () => {
    const living = hiddenName("run", "new");
    const [, host] = /\.([0-9a-f]{4})-\d+-/.exec(living)!;
    const elsewhere = dead("new").replace(`.${host}-`, host === "0000" ? ".1111-" : ".0000-");
    fill(living);
    fill(elsewhere);
    sweepHidden(root);
    expect(readdirSync(root).sort()).toEqual([basename(living), basename(elsewhere)].sort());
    const longAgo = new Date(Date.now() - 7_200_000);
    utimesSync(join(root, elsewhere), longAgo, longAgo);
    sweepHidden(root);
    expect(readdirSync(root)).toEqual([basename(living)]);
  });

  it("is told from a file of the person's own by its whole name", () => {
    for (const name of [".git", ".run.new", ".notes.old"]) mkdirSync(join(root, name));
    sweepHidden(root);
    expect(readdirSync(root).sort()).toEqual([".git", ".notes.old", ".run.new"]);
  });
});
