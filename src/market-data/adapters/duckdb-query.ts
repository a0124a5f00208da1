import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from "@duckdb/node-api";
import type { RawTable } from "../raw-table.ts";
import { answerColumn } from "../sql/answer-column.ts";
import { notAsking } from "../sql/first-word.ts";
import { noAnswer, noDuckDb, notOneQuery, queryError } from "../sql/query-errors.ts";
import type { TypedColumn } from "../typed/typed-column.ts";
import { typedTable } from "../typed/typed-table.ts";
import { refuseTooLarge } from "./memory.ts";

/** The answer as errors name it. */
const ANSWER = "query";

/** So many rows of an answer are taken in before the memory that is left is looked at again. */
const CHECKED_ROWS = 1_000_000;

/**
 * Settings of the database in memory that answers: files of this machine are read, nothing is written, and no extension is installed or
 * loaded, so that nothing is fetched from a network. One thread: sums of doubles then have one order.
 */
const SETTINGS = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  allow_community_extensions: "false",
  allow_persistent_secrets: "false",
  threads: "1",
  temp_directory: "",
  preserve_insertion_order: "true",
};

/**
 * The answer of a query over files as a table, like any other: SELECT … FROM 'prices/*.parquet' WHERE ….
 * @param folder from which the paths in the query are
 * @throws DataError where DuckDB is not installed, for what is not one SELECT, for a mistake in it (with its place), and where it has no rows
 */
export async function openSql(sql: string, folder: string): Promise<RawTable> {
  const { DuckDBInstance, StatementType } = await import("@duckdb/node-api").catch((cause: unknown) => {
    throw noDuckDb(cause);
  });
  const instance = await DuckDBInstance.create(":memory:", SETTINGS);
  try {
    const connection = await instance.connect();
    try {
      await connection.run(`SET file_search_path = ${quoted(folder)}`);
      await connection.run("SET TimeZone = 'UTC'");
      await connection.run("SET lock_configuration = true");
      const statement = await onlySelect(connection, sql, StatementType.SELECT);
      const result = await attempt(sql, () => statement.stream());
      return tableOf(result.deduplicatedColumnNames(), await columnsOf(result, sql), sql);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function onlySelect(connection: DuckDBConnection, sql: string, select: number): Promise<DuckDBPreparedStatement> {
  if (sql.trim() === "") throw notOneQuery(sql, "empty");
  const other = notAsking(sql);
  if (other === "none") throw notOneQuery(sql, other);
  const statements = await attempt(sql, () => connection.extractStatements(sql));
  if (statements.count !== 1) {
    throw notOneQuery(sql, statements.count === 0 ? "none" : `${statements.count} statements`);
  }
  if (other !== null) throw notOneQuery(sql, other);
  const statement = await attempt(sql, () => statements.prepare(0));
  if (statement.statementType !== select) throw notOneQuery(sql, "another statement");
  if (statement.parameterCount > 0) throw notOneQuery(sql, "one with parameters left open");
  return statement;
}

async function columnsOf(result: DuckDBResult, sql: string): Promise<readonly TypedColumn[]> {
  const columns = result.columnTypes().map(answerColumn);
  let rows = 0;
  for (;;) {
    const chunk = await attempt(sql, () => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) break;
    // Columns double when they are full: what there is has to fit once more.
    if (rows % CHECKED_ROWS < chunk.rowCount) refuseTooLarge(ANSWER, rows * columns.length * 8);
    rows += chunk.rowCount;
    for (const [index, column] of columns.entries()) {
      const vector = chunk.getColumnVector(index);
      column.add(chunk.rowCount, (row) => vector.getItem(row));
    }
  }
  return columns.map((column) => column.whole());
}

function tableOf(names: readonly string[], columns: readonly TypedColumn[], sql: string): RawTable {
  const count = columns[0]?.values.length ?? 0;
  if (count === 0) throw noAnswer(sql);
  const rowsOf = (chosen: readonly TypedColumn[]) => ({ count, columns: chosen, fileRow: (row: number) => row });
  return typedTable({
    file: ANSWER,
    names,
    synthetic: false,
    notes: [],
    head: rowsOf(columns),
    rows: (wanted) => rowsOf(wanted.columns.map((column) => columns[column]!)),
    atHand: (wanted) => rowsOf(wanted.map((column) => columns[column]!)),
    placeOf: (row) => ({ file: ANSWER, line: row + 1 }),
  });
}

async function attempt<T>(sql: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw queryError(sql, cause);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
