import type { AsyncBuffer } from "hyparquet";
import { DataError } from "#base/errors";
import { messageOf } from "#base/message-of";

/** Four bytes at the beginning and the end of a Parquet file. */
const MARK = "PAR1";
const ENCRYPTED = "PARE";

/** Throws a DataError for what does not begin and end as a Parquet file does: empty, something else, cut off, encrypted. */
export async function refuseNoParquet(bytes: AsyncBuffer, file: string): Promise<void> {
  const size = bytes.byteLength;
  if (size === 0) {
    throw refused(
      "empty-file",
      `${file} is empty.`,
      file,
      "Write or get it again: not even the beginning of a Parquet file is there.",
    );
  }
  const start = textOf(await bytes.slice(0, Math.min(4, size)));
  const end = textOf(await bytes.slice(Math.max(0, size - 4), size));
  if (start === ENCRYPTED || end === ENCRYPTED) {
    throw refused("encrypted", `${file} is encrypted Parquet.`, file, "Write it without encryption.");
  }
  if (start !== MARK) {
    const help = "Name it after what it holds, .csv or .json, or write it as Parquet.";
    throw refused("not-parquet", `${file} is not a Parquet file: it begins with other bytes.`, file, help);
  }
  if (end !== MARK || size < 12) {
    const help = "Its end, which says where everything stands, is missing: get it again.";
    throw refused("cut-off", `${file} is cut off: it begins as Parquet and does not end so.`, file, help);
  }
}

/** The error for a file whose inside cannot be read. */
export function brokenParquet(file: string, cause: unknown): DataError {
  return new DataError({
    code: "broken-parquet",
    message: `${file} cannot be read as Parquet: ${messageOf(cause)}.`,
    where: { file },
    help: "It may be damaged: get or write it again. Whether DuckDB or pandas can read it says more.",
    cause,
  });
}

function refused(code: string, message: string, file: string, help: string): DataError {
  return new DataError({ code, message, where: { file }, help });
}

function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder("latin1").decode(bytes);
}
