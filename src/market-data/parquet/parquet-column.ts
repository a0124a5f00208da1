import type { SchemaElement } from "hyparquet";
import { DAY_MS } from "#time/units";
import type { TypedColumn } from "../typed/typed-column.ts";

/** How the values of a column, as they are stored, become cells. */
export type StoredAs =
  | { readonly kind: "number" }
  | { readonly kind: "unsigned"; readonly bits: 32 | 64 }
  | { readonly kind: "decimal"; readonly scale: number }
  | { readonly kind: "half" }
  | { readonly kind: "date" }
  | { readonly kind: "instant"; readonly unit: TimeUnit; readonly zoned: boolean }
  | { readonly kind: "clock"; readonly unit: TimeUnit }
  | { readonly kind: "cell" }
  | { readonly kind: "nested" };

type TimeUnit = "MILLIS" | "MICROS" | "NANOS";

/**
 * What a column holds, by its logical type or the converted type of older writers.
 *
 * *Source* Apache Parquet, LogicalTypes.md: of times that are not adjusted to UTC only the clock is known; a converted type
 * TIMESTAMP_* is adjusted. INT96 has no such mark: Spark writes moments, pandas local times.
 */
export function storedAs(element: SchemaElement): StoredAs {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === undefined || element.repetition_type === "REPEATED") return { kind: "nested" };
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") {
    return { kind: "decimal", scale: logical?.type === "DECIMAL" ? logical.scale : (element.scale ?? 0) };
  }
  if (logical?.type === "TIMESTAMP") return { kind: "instant", unit: logical.unit, zoned: logical.isAdjustedToUTC };
  if (converted === "TIMESTAMP_MILLIS") return { kind: "instant", unit: "MILLIS", zoned: true };
  if (converted === "TIMESTAMP_MICROS") return { kind: "instant", unit: "MICROS", zoned: true };
  if (type === "INT96") return { kind: "instant", unit: "NANOS", zoned: false };
  if (converted === "DATE" || logical?.type === "DATE") return { kind: "date" };
  if (logical?.type === "TIME") return { kind: "clock", unit: logical.unit };
  if (converted === "TIME_MILLIS") return { kind: "clock", unit: "MILLIS" };
  if (converted === "TIME_MICROS") return { kind: "clock", unit: "MICROS" };
  if (logical?.type === "FLOAT16") return { kind: "half" };
  const isUnsigned = converted?.startsWith("UINT_") || (logical?.type === "INTEGER" && !logical.isSigned);
  if (isUnsigned) return { kind: "unsigned", bits: type === "INT64" ? 64 : 32 };
  return type === "INT32" || type === "INT64" || type === "FLOAT" || type === "DOUBLE"
    ? { kind: "number" }
    : { kind: "cell" };
}

/**
 * The stored values of a column as cells. A null is NaN in a column of numbers or times, never 0.
 * @param parts what the row groups hold, in their order
 * @param count how many values that is
 */
export function cellsOf(stored: StoredAs, parts: readonly ArrayLike<unknown>[], count: number): TypedColumn {
  if (stored.kind === "cell" || stored.kind === "nested") {
    return { kind: "cells", values: parts.flatMap((part) => Array.from(part, textOf)) };
  }
  const toNumber = numberReader(stored);
  const values = new Float64Array(count);
  let n = 0;
  for (const part of parts) {
    if (part instanceof Float64Array) {
      values.set(part, n);
      n += part.length;
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      const value = part[i];
      values[n++] = value === null || value === undefined ? Number.NaN : toNumber(value);
    }
  }
  if (stored.kind === "date") return { kind: "times", values, zoned: false, dates: true };
  if (stored.kind === "instant") return { kind: "times", values, zoned: stored.zoned, dates: false };
  if (stored.kind === "clock") return { kind: "cells", values: Array.from(values, clockText) };
  return { kind: "numbers", values };
}

/** A text whose writer did not say that it is one. */
function textOf(cell: unknown): unknown {
  return cell instanceof Uint8Array ? decoder.decode(cell) : cell;
}

const decoder = new TextDecoder();

function numberReader(stored: Exclude<StoredAs, { kind: "cell" | "nested" }>): (value: unknown) => number {
  switch (stored.kind) {
    case "number":
      return Number;
    case "unsigned":
      return stored.bits === 64
        ? (value) => Number(BigInt.asUintN(64, BigInt(value as bigint)))
        : (value) => (value as number) >>> 0;
    case "date":
      return (value) => (value as number) * DAY_MS;
    case "instant":
    case "clock":
      return (value) => wholeMs(value as number | bigint, stored.unit);
    case "half":
      return (value) => halfOf(value as Uint8Array);
    case "decimal":
      return decimalReader(stored.scale);
  }
}

/** Units as ms; digits below the millisecond are cut off, towards the past before 1970 as well. */
export function wholeMs(count: number | bigint, unit: TimeUnit): number {
  if (unit === "MILLIS") return Number(count);
  // A double holds every microsecond of the years 1685 to 2255; beyond that it is off by less than a millisecond.
  if (unit === "MICROS") return Math.floor(Number(count) / 1000);
  const nanos = BigInt(count);
  return Number((nanos < 0n ? nanos - 999_999n : nanos) / 1_000_000n);
}

/** A whole number over a power of ten: divided once, it is the double that the decimal text would give. */
function decimalReader(scale: number): (value: unknown) => number {
  const divisor = 10 ** scale;
  return (value) => {
    const whole = value instanceof Uint8Array ? signedOf(value) : BigInt(value as number | bigint);
    const isExact = whole <= 9_007_199_254_740_991n && whole >= -9_007_199_254_740_991n && scale <= 22;
    return isExact ? Number(whole) / divisor : Number(`${whole}e-${scale}`);
  };
}

/** Two's complement, the highest byte first. */
function signedOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

/** IEEE 754 binary16, the lower byte first. */
function halfOf(bytes: Uint8Array): number {
  const bits = bytes[0]! | (bytes[1]! << 8);
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

function clockText(ms: number): string | null {
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().slice(11, -1);
}
