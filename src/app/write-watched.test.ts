import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import { InterruptedError, IoError } from "#base/errors";
import type { RunInfo } from "#results/stores/run-info";
import { writeWatched } from "./write-watched.ts";

const root = mkdtempSync(join(tmpdir(), "ivy-watched-"));
const folder = join(root, "run");
afterAll(() => rmSync(root, { recursive: true, force: true }));

const INFO: RunInfo = {
  startedAt: "2024-01-02T03:04:05Z",
  durationMs: 1,
  workingFolder: "/home/someone",
  ivy: "0.1.0",
  node: "v20.19.0",
  paths: [],
};

/** Lines without end, but for the signal that a person's Ctrl-C sends after some of them. */
function* endless(): Generator<string> {
  yield "time,equity\n";
  process.kill(process.pid, "SIGINT");
  while (true) yield "2024-01-02,1\n";
}

describe("a run that is written under watch", () => {
  it("stands there with what stood there before", async () => {
    const files = new Map([["result.json", "{}"]]);
    expect(await writeWatched(folder, files, INFO, "run")).toEqual({ kind: "nothing" });
    expect(await writeWatched(folder, files, INFO, "run")).toMatchObject({ kind: "same", isWhole: true });
  });

  // In a thread of its own nothing is interrupted: the signal is the main thread's.
  it.skipIf(!isMainThread)("ends at Ctrl-C with a word, and leaves what stood there before", async () => {
    const files = new Map<string, string | (() => Iterable<string>)>([
      ["result.json", '{"later":1}'],
      ["equity.csv", endless],
    ]);
    await expect(writeWatched(folder, files, INFO, "run")).rejects.toThrow(InterruptedError);
    await expect(writeWatched(join(root, "other"), files, INFO, "other")).rejects.toMatchObject({
      exitCode: 130,
      message: "Stopped while the run was written to other.",
      help: expect.stringContaining("Nothing half-written"),
    });
    expect(readdirSync(root)).toEqual(["run"]);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("{}");
  });

  it("fails as writing fails", async () => {
    await expect(writeWatched(join(folder, "result.json/run"), new Map(), INFO, "x")).rejects.toThrow(IoError);
  });
});
