import { formatCount, shownTime } from "#reporting/format";
import type { DataGenerateDocument } from "#results/documents/data-generate";
import { quoted } from "../whole-line.ts";
import { harmless } from "./cells.ts";
import { tableLines } from "./column-table.ts";

/** What `ivy data generate` shows: the files, a line to try them with, and the line that makes the same bytes again. */
export function generatedScreen({ command, files, data }: DataGenerateDocument, width: number): string {
  const text = (heading: string, cells: readonly string[]) => ({ heading, align: "left", cells }) as const;
  const number = (heading: string, cells: readonly string[]) => ({ heading, align: "right", cells }) as const;
  const table = tableLines(
    [
      text(
        "synthetic",
        files.map(({ file }) => harmless(file)),
      ),
      number(
        "bars",
        files.map(({ bars }) => formatCount(bars)),
      ),
      text(
        "first",
        files.map(({ from }) => shownTime(from)),
      ),
      text(
        "last",
        files.map(({ to }) => shownTime(to)),
      ),
      number(
        "last close",
        files.map(({ lastClose }) => String(lastClose)),
      ),
    ],
    width,
  );
  const isPair = command.startsWith("ivy data generate pair ");
  const tickers = files.map(({ symbol }) => symbol).join(",");
  const place = data === null ? "" : ` --data ${quoted(harmless(data))}`;
  const tryIt = `ivy backtest --strategy ${isPair ? "pairs" : "sma-cross"} --tickers ${tickers}${place}`;
  return `${table.join("\n")}\n\nTry it:   ${tryIt}\nAgain:    ${command}\n`;
}
