import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { IoError } from "#base/errors";

/** Columns of numbers of one file of a run folder, each of the file's length; `time` in epoch ms. */
export type NumberColumns = ReadonlyMap<string, Float64Array>;

/**
 * Reads columns of a run folder, from CSV or Parquet, whichever is there. null where neither is.
 *
 * @param name the file without its ending: "equity"
 * @param wanted columns of numbers; time is always read
 * Throws IoError (`run-damaged`) where the file is cut off or lacks a column.
 */
export async function readColumns(
  folder: string,
  name: string,
  wanted: readonly string[],
): Promise<NumberColumns | null> {
  const csv = join(folder, `${name}.csv`);
  if (existsSync(csv)) return fromCsv(csv, ["time", ...wanted]);
  const parquet = join(folder, `${name}.parquet`);
  return existsSync(parquet) ? fromParquet(parquet, ["time", ...wanted]) : null;
}

/** Bytes that are read at once: a file may be longer than a text can be. */
const CHUNK = 1 << 20;

/** These files hold dates and numbers alone, so that no cell is quoted. */
function fromCsv(file: string, wanted: readonly string[]): NumberColumns {
  const columns = wanted.map((): number[] => []);
  let names: readonly string[] = [];
  let at: readonly number[] = [];
  const takeLine = (line: string) => {
    const cells = line.split(",");
    if (at.length === 0) {
      names = cells;
      at = wanted.map((name) => names.indexOf(name));
      if (at.includes(-1)) throw damaged(file);
      return;
    }
    if (cells.length !== names.length) throw damaged(file);
    for (let c = 0; c < at.length; c++) {
      const cell = cells[at[c]!]!;
      columns[c]!.push(c === 0 ? Date.parse(cell) : cell === "" ? Number.NaN : Number(cell));
    }
  };
  if (eachLine(file, takeLine) !== "" || at.length === 0) throw damaged(file);
  return new Map(wanted.map((name, c) => [name, Float64Array.from(columns[c]!)]));
}

/** Hands over the lines of a file one by one. @returns what stands after the last line feed */
function eachLine(file: string, take: (line: string) => void): string {
  const handle = openSync(file, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let rest = "";
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
      // Past the names, which stand in the first piece, all is ASCII: no letter is cut in two.
      const lines = (rest + chunk.toString("utf8", 0, read)).split("\n");
      rest = lines.pop()!;
      for (const line of lines) take(line);
    }
    return rest;
  } finally {
    closeSync(handle);
  }
}

async function fromParquet(file: string, wanted: readonly string[]): Promise<NumberColumns> {
  const { parquetReadObjects } = await import("hyparquet");
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  let rows: Record<string, unknown>[];
  try {
    rows = await parquetReadObjects({ file: buffer, columns: [...wanted] });
  } catch (cause) {
    throw damaged(file, cause);
  }
  const number = (value: unknown) => (value instanceof Date ? value.getTime() : Number(value ?? Number.NaN));
  return new Map(wanted.map((name) => [name, Float64Array.from(rows, (row) => number(row[name]))]));
}

function damaged(file: string, cause?: unknown): IoError {
  return new IoError({
    code: "run-damaged",
    message: `${file} is cut off or of another form.`,
    where: { file },
    help: "Run it again, which replaces it.",
    cause,
  });
}
