import { DataError } from "#base/errors";
import { nearest } from "#base/nearest";
import { readDays } from "../reference/read-days.ts";
import { columnNamed, type TextRow, type TextTable } from "../reference/text-table.ts";
import type { ActionEvent } from "./action-event.ts";

const NAMES = {
  date: ["date", "ex date", "exdate", "day", "effective date", "time"],
  symbol: ["symbol", "ticker"],
  kind: ["kind", "type", "action", "event"],
  value: ["value", "amount", "ratio", "factor"],
} as const;

/** What a kind may be called, in small letters. */
const KINDS: Readonly<Record<string, ActionEvent["kind"]>> = {
  split: "split",
  "stock split": "split",
  "reverse split": "split",
  dividend: "dividend",
  "cash dividend": "dividend",
  delisting: "delisting",
  delisted: "delisting",
  "symbol change": "symbol change",
  "ticker change": "symbol change",
  rename: "symbol change",
};

/**
 * The corporate actions of a table with the columns date, symbol, kind and value: a split has its ratio as value (2, 2:1,
 * 0.1), a dividend cash per share, a symbol change the other name, a delisting nothing. In the order of their days.
 * Throws a DataError with the line for anything that cannot be read, a ratio that is not above 0, a negative dividend.
 */
export function readActions(table: TextTable): readonly ActionEvent[] {
  const column = (role: keyof typeof NAMES) => {
    const found = columnNamed(table, NAMES[role]);
    if (found === -1) throw noColumn(table, role);
    return found;
  };
  const columns = { date: column("date"), symbol: column("symbol"), kind: column("kind"), value: column("value") };
  const days = readDays(table, columns.date);
  const events = table.rows.map((row, i) => readRow(row, days[i]!, columns, table));
  refuseTwice(events, table);
  return events.sort((a, b) => a.day - b.day);
}

/** A split that stands twice would count twice. Two dividends of one day are usual, if they differ. */
function refuseTwice(events: readonly ActionEvent[], { file }: TextTable): void {
  const seen = new Map<string, number | undefined>();
  for (const { where, ...event } of events) {
    const key = JSON.stringify(event).toLowerCase();
    if (!seen.has(key)) {
      seen.set(key, where.line);
      continue;
    }
    throw new DataError({
      code: "action-twice",
      message: `The ${event.kind} of ${event.symbol} in line ${where.line} of ${file} stands in line ${seen.get(key)} too.`,
      where,
      help: "Remove one of the lines: each would count.",
    });
  }
}

function readRow(
  { cells, line }: TextRow,
  day: number,
  columns: Readonly<Record<keyof typeof NAMES, number>>,
  { file, header }: TextTable,
): ActionEvent {
  const cell = (role: keyof typeof NAMES) => cells[columns[role]]!.trim();
  const fail = (role: keyof typeof NAMES, code: string, message: string, expected: string, help: string) =>
    new DataError({
      code,
      message: `${message} in line ${line} of ${file}.`,
      where: { file, line, key: header[columns[role]]!, expected, received: cell(role) },
      help,
    });
  const symbol = cell("symbol");
  if (symbol === "") throw fail("symbol", "no-symbol", "There is no symbol", "a ticker", "Say whose action it is.");
  const kind =
    KINDS[
      cell("kind")
        .toLowerCase()
        .replace(/[\s_-]+/g, " ")
    ];
  if (kind === undefined) {
    const near = nearest(cell("kind"), Object.keys(KINDS));
    const help = near === null ? "There are split, dividend, delisting and symbol change." : `Did you mean ${near}?`;
    throw fail(
      "kind",
      "unknown-action",
      `"${cell("kind")}" is no corporate action`,
      "split, dividend, delisting, symbol change",
      help,
    );
  }
  const event = { symbol, day, where: { file, line, symbol } };
  const value = cell("value");
  if (kind === "delisting") return { ...event, kind };
  if (kind === "symbol change") {
    if (value !== "" && value.toLowerCase() !== symbol.toLowerCase()) return { ...event, kind, other: value };
    throw fail(
      "value",
      "bad-action",
      `The symbol change of ${symbol} names no other symbol`,
      "the other ticker",
      `For example: 2022-06-09,META,symbol change,FB`,
    );
  }
  if (kind === "split") {
    const ratio = ratioOf(value);
    if (ratio > 0 && ratio < 1e6) return { ...event, kind, ratio };
    throw fail(
      "value",
      "bad-action",
      `The split of ${symbol} has the ratio "${value}"`,
      "new shares for an old one, above 0",
      "Write 2 or 2:1 where one share became two, 0.1 or 1:10 where ten became one.",
    );
  }
  const cash = numberOf(value);
  if (cash >= 0 && cash < 1e9) return { ...event, kind, cash };
  throw fail(
    "value",
    "bad-action",
    `The dividend of ${symbol} is "${value}"`,
    "cash per share, 0 or more",
    "Write the cash of one share with a decimal point: 0.44",
  );
}

/** 2, 2:1, 3/2, 2-for-1. */
function ratioOf(text: string): number {
  const parts = /^([\d.]+)\s*(?::|\/|-?for-?)\s*([\d.]+)$/i.exec(text);
  return parts === null ? numberOf(text) : numberOf(parts[1]!) / numberOf(parts[2]!);
}

function numberOf(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function noColumn({ file, header }: TextTable, role: keyof typeof NAMES): DataError {
  const near = nearest(role, header);
  return new DataError({
    code: "missing-columns",
    message: `${file} has no column ${role}.`,
    where: { file, line: 1, expected: "date,symbol,kind,value", received: header.join(",") },
    help: `Corporate actions have the columns date,symbol,kind,value.${near === null ? "" : ` Is it ${near}?`}`,
  });
}
