import { DataError } from "#base/errors";
import { messageOf } from "#base/message-of";

/** The error of a query that DuckDB refuses, at the place that it names. */
export function queryError(sql: string, cause: unknown): DataError {
  const text = messageOf(cause)
    .trim()
    .replace(/^Failed to extract statements: /, "");
  const mark = /^LINE (\d+): (.*)\n( *)\^/m.exec(text);
  const message = (mark === null ? text : text.slice(0, mark.index)).trim().replace(/\n+/g, " ");
  const isNetwork = /requires the extension|in the \w+ extension|Missing Extension|httpfs|Extension Autoloading/i.test(
    text,
  );
  return new DataError({
    code: "query-failed",
    message: `The query cannot be answered: ${isNetwork ? message.split("Please try")[0]!.trim() : message}`,
    where: { key: "sql", ...(mark === null ? { received: shortened(sql) } : placeOf(sql, mark)) },
    help: isNetwork
      ? "Only files of this machine are read, and no extension is installed: download the file first, and name it by its path."
      : "Mend the query. Files are named in single quotes, from the folder in which ivy runs: SELECT * FROM 'prices/*.parquet'.",
    cause,
  });
}

/** DuckDB shows a line around the place, cut with … where it is long, and a mark below it. */
function placeOf(sql: string, [, line, shown, before]: RegExpExecArray) {
  const number = Number(line);
  const excerpt = sql.split("\n")[number - 1] ?? shown!;
  const inShown = before!.length - `LINE ${line}: `.length;
  const cut = shown!.startsWith("...") ? 3 : 0;
  const start = excerpt.indexOf(shown!.slice(cut, shown!.endsWith("...") ? -3 : undefined));
  return start === -1 || inShown < 0
    ? { line: number, excerpt }
    : { line: number, column: start + inShown - cut + 1, excerpt };
}

export function notOneQuery(sql: string, received: string): DataError {
  return new DataError({
    code: "not-a-query",
    message: `Prices come from one SELECT, and this is ${received}.`,
    where: { key: "sql", received: shortened(sql) },
    help: "Write one SELECT … FROM 'FILE'. Nothing is written, and no other statement is run.",
  });
}

export function noAnswer(sql: string): DataError {
  return new DataError({
    code: "no-rows",
    message: "The query has no rows.",
    where: { key: "sql", received: shortened(sql) },
    help: "Try it with fewer conditions: WHERE compares text by capitals and small letters, and dates as DATE '2013-01-31'.",
  });
}

/** The error where the package that answers queries is not installed: it is optional, and large. */
export function noDuckDb(cause: unknown): DataError {
  return new DataError({
    code: "no-duckdb",
    message: "Queries need DuckDB, which is not installed here.",
    where: { key: "sql", expected: "the package @duckdb/node-api" },
    help: "Install it beside ivy: npm install @duckdb/node-api. Plain Parquet, CSV and JSON are read without it: --data FILE.",
    cause,
  });
}

function shortened(sql: string): string {
  const line = sql.replace(/\s+/g, " ").trim();
  return line.length <= 120 ? line : `${line.slice(0, 117)}…`;
}
