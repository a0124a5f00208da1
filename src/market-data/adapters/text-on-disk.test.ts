import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentOf } from "../csv/csv-content.ts";
import { openCsvTable } from "../csv/csv-table.ts";
import { openPath } from "./locate.ts";
import { readBytes } from "./read-bytes.ts";
import { textOnDisk } from "./text-on-disk.ts";

let folder: string;
let path: string;

/** More than is read in one piece: 16 MB and a little. */
const ROWS = 540_000;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-large-"));
  path = join(folder, "LARGE.csv");
  const lines = ["time,open,high,low,close,volume"];
  for (let i = 0; i < ROWS; i++)
    lines.push(`${1_600_000_000 + i * 60},10.25,${11 + (i % 7)}.5,9.75,10.5,${i % 1000}00`);
  writeFileSync(path, `${lines.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan = { time: [0], timeForm: { kind: "epoch", unit: "s" }, values: [2, 5], symbol: -1, wanted: null } as const;

describe("a large file", () => {
  test("is read piece by piece to the same columns as in one", async () => {
    const streamed = textOnDisk(path);
    expect(streamed.isWhole).toBe(false);
    const [one, other] = await Promise.all(
      [streamed, contentOf(readBytes(path))].map((content) => openCsvTable(content, "LARGE.csv", {}).read(plan)),
    );
    expect(one!.time).toHaveLength(ROWS);
    // Bytes: to compare half a million numbers one by one takes a matcher seconds.
    const bytesOf = (column: Float64Array) => Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    expect(bytesOf(one!.time).equals(bytesOf(other!.time))).toBe(true);
    for (const k of [0, 1]) expect(bytesOf(one!.values[k]!).equals(bytesOf(other!.values[k]!))).toBe(true);
    expect(one!.placeOf(ROWS - 1)).toEqual({ file: "LARGE.csv", line: ROWS + 1 });
  });

  test("is refused at its line, with the text of the line", async () => {
    const broken = join(folder, "BROKEN.csv");
    writeFileSync(broken, readBytes(path));
    appendFileSync(broken, `${1_600_000_000 + ROWS * 60},10,9,11,10,1\n`);
    const source = await openPath(broken);
    await expect(source.load(["BROKEN"])).rejects.toMatchObject({
      code: "high-below-low",
      where: { line: ROWS + 2, excerpt: `${1_600_000_000 + ROWS * 60},10,9,11,10,1` },
    });
  });

  test("that is written to while it is read is refused", () => {
    const growing = join(folder, "GROWING.csv");
    writeFileSync(growing, readBytes(path));
    const source = textOnDisk(growing).from(0, 1);
    const piece = new Uint8Array(1 << 20);
    source.next(piece);
    appendFileSync(growing, "1700000000,10,11,9,10,1\n");
    expect(() => {
      while (source.next(piece) > 0);
    }).toThrow("changed while it was read");
  });
});

test("a file whose columns do not fit into memory is refused after its first rows, with the figure and what to do", async () => {
  const huge = join(folder, "HUGE.csv");
  const row = "2013-01-02 00:00:00,10.25,11.5,9.75,10.5,100";
  const rows = Array.from({ length: 110_000 }, (_, i) => row.replace("00:00:00", clock(i)));
  writeFileSync(huge, `time,open,high,low,close,volume\n${rows.join("\n")}\n`);
  // 4 TB, of which the disk keeps what was written.
  truncateSync(huge, 2 ** 42);
  const source = await openPath(huge);
  const reading = source.load(["HUGE"]);
  await expect(reading).rejects.toMatchObject({
    code: "too-large",
    message: expect.stringMatching(/^HUGE\.csv needs about \d+\.\d GB of memory as columns; \d+\.\d GB are free\.$/),
    help: expect.stringContaining("--sql"),
  });
});

/** 00:00:00 and the seconds after it; every row a second later while there are seconds of a day. */
function clock(seconds: number): string {
  return new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
}
