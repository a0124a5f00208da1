import { type CsvContent, contentOf } from "./csv-content.ts";

/** `0.57 Dividend`, `2:1 Stock Split`: what Yahoo's tables write in the place of prices. */
const EVENT = /\d["']?[,;\t]\s*["']?[\d.:/ ]+(dividend|stock split|split|capital gain)/i;

const LF = 10;

/**
 * The content with its rows of dividends and splits blanked out, so that lines keep their numbers; null where it has none,
 * or is not in memory.
 */
export function withoutEventRows(
  { head, isWhole }: CsvContent,
  bodyFrom: number,
): { readonly content: CsvContent; readonly note: string } | null {
  if (!isWhole) return null;
  let bytes: Uint8Array | null = null;
  let events = 0;
  for (let from = bodyFrom; from < head.length; ) {
    const lineBreak = head.indexOf(LF, from);
    const end = lineBreak === -1 ? head.length : lineBreak;
    if (end - from < 200 && EVENT.test(new TextDecoder().decode(head.subarray(from, end)))) {
      bytes ??= head.slice();
      bytes.fill(32, from, end);
      events++;
    }
    from = end + 1;
  }
  if (bytes === null) return null;
  const note = `${events} ${events === 1 ? "row of a dividend or split was" : "rows of dividends and splits were"} passed over`;
  return { content: contentOf(bytes), note };
}
