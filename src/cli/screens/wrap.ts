import { cellsOf, piecesOf } from "./cells.ts";

/** A text in lines of at most `width` cells, broken between words; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(" ")) {
    if (line !== null && cellsOf(line) + 1 + cellsOf(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== null) lines.push(line);
    const pieces = piecesOf(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1)!;
  }
  return [...lines, line ?? ""].map((one) => one.trimEnd());
}

/** Parts side by side where they fit in `width` cells, else on lines of their own. */
export function flow(parts: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && cellsOf(last) + gap.length + cellsOf(part) <= width)
      lines[lines.length - 1] = last + gap + part;
    else lines.push(...wrap(part, width));
  }
  return lines;
}
