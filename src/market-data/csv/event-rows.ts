import { type CsvContent, contentOf } from "./csv-content.ts";

/** `0.57 Dividend`, `2:1 Stock Split`: what Yahoo's tables write in the place of prices. */
const EVENT = /\d["']?[,;\t]\s*["']?[\d.:/ ]+(dividend|stock split|split|capital gain)/i;

const LF = 10;
const decoder = new TextDecoder();

/** Words under the last row: "Downloaded from …", "Source: …". A row that is cut off begins with a digit. */
const WORDS = /^\s*"?\p{L}[^,;\t]*\s[^;\t]*$/u;

/**
 * The content with its rows of dividends and splits, and words under its last row, blanked out, so that lines keep their numbers; null where it has none,
 * or is not in memory.
 */
export function withoutEventRows(
  { head, isWhole }: CsvContent,
  bodyFrom: number,
): { readonly content: CsvContent; readonly notes: readonly string[] } | null {
  if (!isWhole) return null;
  let bytes: Uint8Array | null = null;
  let events = 0;
  const notes: string[] = [];
  const last = lastLine(head, bodyFrom);
  const footer = decoder.decode(head.subarray(last.from, last.to));
  if (footer.length < 400 && WORDS.test(footer)) {
    bytes = head.slice();
    bytes.fill(32, last.from, last.to);
    notes.push("words under the last row passed over");
  }
  for (let from = bodyFrom; from < head.length; ) {
    const lineBreak = head.indexOf(LF, from);
    const end = lineBreak === -1 ? head.length : lineBreak;
    if (end - from < 200 && EVENT.test(decoder.decode(head.subarray(from, end)))) {
      bytes ??= head.slice();
      bytes.fill(32, from, end);
      events++;
    }
    from = end + 1;
  }
  if (bytes === null) return null;
  if (events === 0) return { content: contentOf(bytes), notes };
  const note = `${events} ${events === 1 ? "row of a dividend or split was" : "rows of dividends and splits were"} passed over`;
  return { content: contentOf(bytes), notes: [note, ...notes] };
}

/** Where the last line that is not blank begins and ends. */
function lastLine(bytes: Uint8Array, bodyFrom: number): { readonly from: number; readonly to: number } {
  let to = bytes.length;
  while (to > bodyFrom && bytes[to - 1]! <= 32) to--;
  const before = bytes.subarray(0, to);
  return { from: Math.max(bodyFrom, before.lastIndexOf(LF) + 1, before.lastIndexOf(13) + 1), to };
}
