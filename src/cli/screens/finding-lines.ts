import type { Finding } from "#results/documents/finding";
import { cellsOf, padRight } from "./cells.ts";
import type { Painter } from "./paint.ts";
import { wrap } from "./wrap.ts";

/** The words of the screen for how grave a finding is. */
const WORDS = { error: "error", warning: "warning", info: "note" } as const;

const MARGIN = "  ";
const WORD = 9;
const GAP = 3;
const HANG = "  ";

/**
 * Findings, the gravest first as they come: each on one line with its help in a column where all of them fit so, else the
 * help below its message.
 */
export function findingLines(findings: readonly Finding[], width: number, paint: Painter): string[] {
  if (findings.length === 0) return [];
  const indent = MARGIN.length + WORD;
  const longest = Math.max(...findings.map(({ message }) => cellsOf(message)));
  const areOnOneLine = findings.every(({ help }) => indent + longest + GAP + cellsOf(help) <= width);
  const lines = findings.flatMap(({ severity, message, help }) => {
    const alone = indent + cellsOf(message) + GAP + cellsOf(help) <= width;
    const texts = areOnOneLine
      ? [padRight(message, longest + GAP) + help]
      : alone
        ? [message + " ".repeat(GAP) + help]
        : [...wrap(message, width - indent), ...wrap(help, width - indent - HANG.length).map((text) => HANG + text)];
    const word = MARGIN + paint.severity[severity](WORDS[severity]) + " ".repeat(WORD - WORDS[severity].length);
    return texts.map((text, i) => ((i === 0 ? word : " ".repeat(indent)) + text).trimEnd());
  });
  return [`${MARGIN}Findings`, ...lines];
}
