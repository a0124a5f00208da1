import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { pipeBytes } from "./pipe-bytes.ts";
import { readBytes } from "./read-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-pipe-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onUnix = test.skipIf(process.platform === "win32");

function pipe(name: string): string {
  const path = join(folder, name);
  execFileSync("mkfifo", [path]);
  return path;
}

onUnix("tells a pipe into which nobody writes, in place of waiting for ever", () => {
  expect(() => pipeBytes(pipe("silent.csv"), 50)).toThrow(/silent\.csv is a pipe into which nobody writes/);
});

onUnix("reads a pipe to its end, however late its writer goes on", () => {
  const path = pipe("slow.csv");
  const writer = spawn("sh", ["-c", '(printf "date,close\\n"; sleep 0.2; printf "2013-01-02,37\\n") > "$0"', path], {
    stdio: "ignore",
  });
  expect(new TextDecoder().decode(readBytes(path))).toBe("date,close\n2013-01-02,37\n");
  writer.unref();
});

onUnix("reads more than a pipe holds at a time", () => {
  const path = pipe("large.csv");
  const writer = spawn("sh", ["-c", 'head -c 3000000 /dev/zero > "$0"', path], { stdio: "ignore" });
  expect(readBytes(path).length).toBe(3_000_000);
  writer.unref();
});
