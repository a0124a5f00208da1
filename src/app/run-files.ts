import { equityTable, fillsTable, ordersTable, recordsTable, type TimeText, tradesTable } from "#results/columns";
import { csvText } from "#results/csv-text";
import type { RunRecord } from "#results/run-record";

/** The files of a run folder: the document, and the long columns as CSV. */
export function runFiles(record: RunRecord, json: string, timeText: TimeText): Map<string, string> {
  const files = new Map([
    ["result.json", json],
    ["equity.csv", csvText(equityTable(record, timeText))],
    ["trades.csv", csvText(tradesTable(record, timeText))],
    ["fills.csv", csvText(fillsTable(record, timeText))],
    ["orders.csv", csvText(ordersTable(record, timeText))],
  ]);
  if (record.records.size > 0) files.set("records.csv", csvText(recordsTable(record, timeText)));
  return files;
}
