/**
 * What takes two cells besides emoji: East Asian Width W and F of the Unicode Character Database 16.0
 * (EastAsianWidth.txt, UAX #11), neighbouring ranges joined where only unassigned code points lie between them.
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dff],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** One cell each: Latin letters, dashes and dots, lines, braille. No segmenter is made for these. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2026\u2500-\u257f\u2800-\u28ff]*$/;
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
/** Marks that stand on the letter before them, vowels and finals of a Hangul syllable, and what only joins or directs. */
const NO_CELL = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u1160-\u11ff]/u;

let segmenter: Intl.Segmenter | undefined;

/** The signs of a text as a reader counts them: letters with their marks, emoji with their joiners. */
function signsOf(text: string): string[] {
  if (PLAIN.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function cellsOfSign(sign: string): number {
  if (EMOJI.test(sign)) return 2;
  let cells = 0;
  for (const letter of sign) {
    const point = letter.codePointAt(0)!;
    if (!NO_CELL.test(letter)) cells += WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
  }
  return cells;
}

/** How many cells of a terminal a text takes: 2 for 株 and for an emoji, 0 for a combining mark. */
export function cellsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return signsOf(text).reduce((sum, sign) => sum + cellsOfSign(sign), 0);
}

/** The text with blanks behind it, up to `cells` cells. */
export function padRight(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}

/** The text with blanks before it, up to `cells` cells. */
export function padLeft(text: string, cells: number): string {
  return " ".repeat(Math.max(0, cells - cellsOf(text))) + text;
}

/** The text cut into pieces of at most `cells` cells each, between signs. */
export function piecesOf(text: string, cells: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let width = 0;
  for (const sign of signsOf(text)) {
    const own = cellsOfSign(sign);
    if (piece !== "" && width + own > cells) {
      pieces.push(piece);
      piece = "";
      width = 0;
    }
    piece += sign;
    width += own;
  }
  return [...pieces, piece];
}

/** The text in at most `cells` cells; what is left out shows as "…". */
export function shortened(text: string, cells: number): string {
  return cellsOf(text) <= cells ? text : `${piecesOf(text, cells - 1)[0]}…`;
}

/** The text without what would steer the terminal: a name from a file may hold anything. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
