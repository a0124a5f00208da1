import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { HEAD_ROWS, type TypedRows, typedTable } from "../typed/typed-table.ts";
import { findRows } from "./find-rows.ts";
import { linesAt, placeAt } from "./json-place.ts";
import { isObject, type JsonContext, type JsonRows } from "./json-rows.ts";
import { parseJson } from "./parse-json.ts";

/**
 * A table of the prices in a JSON file, in any of the shapes that exchanges, data services and pandas write.
 * @param bytes UTF-8, not packed
 * @param file as errors name it
 * @throws DataError for broken JSON, and for a shape in which no prices are recognized, or several
 */
export function openJson(bytes: Uint8Array, file: string, reading: Reading = {}): RawTable {
  const { value, offsets } = parseJson(bytes, file);
  const context: JsonContext = {
    file,
    bytes,
    offsets,
    notes: [],
    isNamedByHand: reading.columns?.open !== undefined || reading.columns?.close !== undefined,
    placeOf: (offset) => (offset === undefined ? {} : placeAt(bytes, offset)),
  };
  const rows = findRows(value, context);
  let lines: Int32Array | null = null;
  return typedTable({
    file,
    names: rows.names,
    synthetic: isObject(value) && value.synthetic !== undefined && value.synthetic !== false,
    notes: context.notes,
    head: typedRows(
      rows,
      rows.names.map((_, index) => index),
      Math.min(rows.count, HEAD_ROWS),
    ),
    rows: ({ columns }) => typedRows(rows, columns, rows.count),
    atHand: (columns) => typedRows(rows, columns, rows.count),
    placeOf: (row, withText) => {
      if (rows.offsets === null) return { file };
      if (withText) return { file, ...placeAt(bytes, rows.offsets[row]!) };
      // One pass for all: a warning may ask for thousands.
      lines ??= linesAt(bytes, rows.offsets);
      return { file, line: lines[row]! };
    },
  });
}

function typedRows(rows: JsonRows, columns: readonly number[], count: number): TypedRows {
  return {
    count,
    columns: columns.map((index) => ({ kind: "cells", values: rows.column(index) })),
    fileRow: (row) => row,
  };
}
