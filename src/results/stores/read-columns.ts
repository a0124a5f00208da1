import { existsSync, readFileSync } from "node:fs";
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

/** These files hold dates and numbers alone, so that no cell is quoted. */
function fromCsv(file: string, wanted: readonly string[]): NumberColumns {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  const names = lines[0]!.split(",");
  const at = wanted.map((name) => names.indexOf(name));
  if (at.includes(-1) || lines.pop() !== "") throw damaged(file);
  const columns = wanted.map(() => new Float64Array(lines.length - 1));
  for (let row = 1; row < lines.length; row++) {
    const cells = lines[row]!.split(",");
    if (cells.length !== names.length) throw damaged(file);
    for (let c = 0; c < at.length; c++) {
      const cell = cells[at[c]!]!;
      columns[c]![row - 1] = c === 0 ? Date.parse(cell) : cell === "" ? Number.NaN : Number(cell);
    }
  }
  return new Map(wanted.map((name, c) => [name, columns[c]!]));
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
