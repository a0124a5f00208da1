import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IoError, UsageError } from "#base/errors";
import { findRunFolders, isRunFolder } from "./find-runs.ts";
import { hiddenName } from "./hidden-folders.ts";
import { removeRun } from "./remove-run.ts";
import type { RunInfo } from "./run-info.ts";
import { abandonRun, sha256, writeRun } from "./run-store.ts";

// A disk that is full shows when the data is forced out to it.
const disk = vi.hoisted(() => ({ full: false }));
vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const fsyncSync = (handle: number) => {
    if (disk.full) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    real.fsyncSync(handle);
  };
  return { ...real, fsyncSync };
});

const info: RunInfo = {
  startedAt: "2024-01-02T03:04:05Z",
  durationMs: 210,
  workingFolder: "/home/someone",
  ivy: "0.1.0",
  node: "v20.19.0",
  paths: [],
};
const files = (result: string) =>
  new Map([
    ["result.json", result],
    ["equity.csv", "time,equity\n"],
  ]);

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "ivy-run-"));
});
afterEach(() => {
  disk.full = false;
  chmodSync(root, 0o755);
  rmSync(root, { recursive: true, force: true });
});

describe("a run folder", () => {
  it("holds the exact bytes given, and when and where beside them", () => {
    const folder = join(root, "reports/backtest/a-b-123456");
    writeRun(folder, files('{ "é": 1 }\n'), info);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe('{ "é": 1 }\n');
    expect(JSON.parse(readFileSync(join(folder, "run.json"), "utf8"))).toEqual(info);
    expect(readdirSync(join(root, "reports/backtest"))).toEqual(["a-b-123456"]);
  });

  it("replaces the same run and leaves nothing of the old one", () => {
    const folder = join(root, "run");
    writeRun(folder, new Map([...files("old"), ["records.csv", "time\n"]]), info);
    writeRun(folder, files("new"), info);
    expect(readdirSync(folder).sort()).toEqual(["equity.csv", "result.json", "run.json"]);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("new");
    expect(readdirSync(root)).toEqual(["run"]);
  });

  it("is written into an empty folder, but never over other files", () => {
    const folder = join(root, "mine");
    mkdirSync(folder);
    writeRun(folder, files("x"), info);
    const notes = join(root, "notes");
    mkdirSync(notes);
    writeFileSync(join(notes, "diary.txt"), "keep me");
    expect(() => writeRun(notes, files("x"), info)).toThrow(UsageError);
    expect(readdirSync(notes)).toEqual(["diary.txt"]);
  });

  it("is never written over a folder whose result.json is somebody else's", () => {
    const theirs = join(root, "theirs");
    mkdirSync(theirs);
    writeFileSync(join(theirs, "result.json"), '{"accuracy": 0.9}');
    writeFileSync(join(theirs, "weights.bin"), "keep me");
    expect(() => writeRun(theirs, files("x"), info)).toThrow(UsageError);
    expect(readFileSync(join(theirs, "result.json"), "utf8")).toContain("accuracy");
    expect(isRunFolder(theirs)).toBe(false);
  });

  it("keeps what a person has put beside an earlier run", () => {
    const folder = join(root, "run");
    writeRun(folder, files("old"), info);
    mkdirSync(join(folder, "charts"));
    writeFileSync(join(folder, "charts/one.svg"), "drawn");
    writeFileSync(join(folder, "notes.txt"), "thought");
    writeRun(folder, files("new"), info);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("new");
    expect(readFileSync(join(folder, "charts/one.svg"), "utf8")).toBe("drawn");
    expect(removeRun(folder)).toEqual(["charts", "notes.txt"]);
    expect(readdirSync(folder).sort()).toEqual(["charts", "notes.txt"]);
  });

  it("that another process has removed meanwhile is removed", () => {
    expect(removeRun(join(root, "gone"))).toEqual([]);
  });

  it("stands among others only where a run has written it", () => {
    writeRun(join(root, "reports/backtest/a-b-123456"), files("x"), info);
    mkdirSync(join(root, "reports/2024/charts"), { recursive: true });
    writeFileSync(join(root, "reports/2024/charts/result.json"), "{}");
    writeFileSync(join(root, "reports/2024/charts/one.svg"), "drawn");
    expect(findRunFolders(join(root, "reports")).map(({ run }) => run)).toEqual(["a-b-123456"]);
  });

  it("that cannot be finished leaves the earlier run as it was", () => {
    const folder = join(root, "run");
    writeRun(folder, files("old"), info);
    // A name with a folder that is not there fails in the middle of writing.
    const broken = new Map([...files("new"), ["no/such/folder.csv", ""]]);
    expect(() => writeRun(folder, broken, info)).toThrow(IoError);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("old");
    expect(readdirSync(root)).toEqual(["run"]);
  });

  it("whose writing was ended from outside leaves nothing behind, and the run that had stepped aside is back", () => {
    const folder = join(root, "run");
    writeRun(folder, files("old"), info);
    renameSync(folder, join(root, hiddenName("run", "old")));
    mkdirSync(join(root, hiddenName("run", "new")));
    abandonRun(folder);
    expect(readdirSync(root)).toEqual(["run"]);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("old");
    abandonRun(join(root, "not/there/yet"));
  });

  it("under a path that is a file is an input-output error that says so", () => {
    writeFileSync(join(root, "file"), "");
    const write = () => writeRun(join(root, "file/run"), files("x"), info);
    expect(write).toThrow(IoError);
    expect(write).toThrow(/a part of the path is a file/);
    expect(existsSync(join(root, "file"))).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)(
    "without permission is an input-output error (skipped for root, who may write anywhere)",
    () => {
      chmodSync(root, 0o555);
      expect(() => writeRun(join(root, "run"), files("x"), info)).toThrow(/no permission/);
    },
  );

  it("on a full disk is an input-output error (exit 74), and the earlier run stands", () => {
    const folder = join(root, "run");
    writeRun(folder, files("old"), info);
    disk.full = true;
    let error: unknown;
    try {
      writeRun(folder, files("new"), info);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      exitCode: 74,
      code: "run-not-written",
      message: expect.stringContaining("the disk is full"),
    });
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("old");
    expect(readdirSync(root)).toEqual(["run"]);
  });
});

it("hashes with SHA-256 (FIPS 180-4, the example 'abc')", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
