import { DataError } from "#base/errors";
import { type JsonContext, type JsonObject, type JsonRows, rowsOfArrays, withColumn } from "./json-rows.ts";

/** pandas' `to_json(orient="split")`: { columns: […], index: […], data: [[…], …] }; null where the object is no such. */
export function rowsOfSplit({ columns, index, data }: JsonObject, context: JsonContext): JsonRows | null {
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray)) return null;
  const rows = data as readonly (readonly unknown[])[];
  const odd = rows.findIndex((row) => row.length !== columns.length);
  if (odd !== -1 || (Array.isArray(index) && index.length !== rows.length)) {
    throw new DataError({
      code: "uneven-columns",
      message: `${context.file} names ${columns.length} columns, and its rows do not all have so many cells.`,
      where: { file: context.file, ...context.placeOf(context.offsets.get(data)?.[odd]) },
      help: "The file may be cut off: get it again.",
    });
  }
  const found = rowsOfArrays(rows, columns.map(String), context.offsets.get(data) ?? null);
  const isCounted = Array.isArray(index) && index.every((cell, row) => cell === row);
  return Array.isArray(index) && !isCounted ? withColumn(found, "time", index) : found;
}
