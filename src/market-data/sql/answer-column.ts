import type { DuckDBType } from "@duckdb/node-api";
import { DAY_MS } from "#time/units";
import type { TypedColumn } from "../typed/typed-column.ts";

/** What a value of DuckDB holds that stands for a time or a decimal. */
interface StoredValue {
  readonly days?: number;
  readonly micros?: bigint;
  readonly seconds?: bigint;
  readonly millis?: bigint;
  readonly nanos?: bigint;
  readonly nanoseconds?: bigint;
  readonly milliseconds?: bigint;
  readonly value?: bigint;
  readonly scale?: number;
}

const NUMBERS = /^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE|BIGINT|UBIGINT|HUGEINT|UHUGEINT)$/;

/** Takes in a column of an answer, piece by piece. */
export interface AnswerColumn {
  /** @param valueAt null where the cell is NULL */
  add(count: number, valueAt: (row: number) => unknown): void;
  whole(): TypedColumn;
}

/**
 * A column of an answer. A NULL is NaN in a column of numbers or times, never 0; what is nested stays a text, which reads as no number.
 */
export function answerColumn(type: DuckDBType): AnswerColumn {
  const name = String(type);
  if (NUMBERS.test(name)) return numbers(Number, (values) => ({ kind: "numbers", values }));
  if (name.startsWith("DECIMAL")) return numbers(decimalOf, (values) => ({ kind: "numbers", values }));
  if (name === "DATE") {
    return numbers(
      ({ days }) => days! * DAY_MS,
      (values) => ({ kind: "times", values, zoned: false, dates: true }),
    );
  }
  if (name.startsWith("TIMESTAMP")) {
    const zoned = name === "TIMESTAMP WITH TIME ZONE" || name === "TIMESTAMPTZ";
    return numbers(msOf, (values) => ({ kind: "times", values, zoned, dates: false }));
  }
  const cells: unknown[] = [];
  return {
    add: (count, valueAt) => {
      for (let row = 0; row < count; row++) {
        const value = valueAt(row);
        cells.push(value === null || typeof value === "string" || typeof value === "boolean" ? value : String(value));
      }
    },
    whole: () => ({ kind: "cells", values: cells }),
  };
}

function numbers(read: (value: StoredValue) => number, whole: (values: Float64Array) => TypedColumn): AnswerColumn {
  let values = new Float64Array(1024);
  let n = 0;
  return {
    add: (count, valueAt) => {
      if (n + count > values.length) {
        const larger = new Float64Array(Math.max(2 * values.length, n + count));
        larger.set(values);
        values = larger;
      }
      for (let row = 0; row < count; row++) {
        const value = valueAt(row);
        values[n++] = value === null ? Number.NaN : read(value as StoredValue);
      }
    },
    whole: () => whole(values.subarray(0, n)),
  };
}

/** A whole number over a power of ten: divided once, it is the double that the decimal text would give. */
function decimalOf({ value, scale }: StoredValue): number {
  const isExact = value! <= 9_007_199_254_740_991n && value! >= -9_007_199_254_740_991n && scale! <= 22;
  return isExact ? Number(value) / 10 ** scale! : Number(`${value}e-${scale}`);
}

/** A timestamp of any unit as ms; digits below the millisecond are cut off. */
function msOf({ micros, seconds, millis, milliseconds, nanos, nanoseconds }: StoredValue): number {
  if (micros !== undefined) return Math.floor(Number(micros) / 1000);
  if (seconds !== undefined) return Number(seconds) * 1000;
  const ms = millis ?? milliseconds;
  if (ms !== undefined) return Number(ms);
  const count = nanos ?? nanoseconds!;
  return Number((count < 0n ? count - 999_999n : count) / 1_000_000n);
}
