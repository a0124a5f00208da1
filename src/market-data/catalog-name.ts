import { DataError } from "#base/errors";

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
/** What file systems take of a name, less the longest ending and mark of an unfinished file. */
const LONGEST = 180;

/**
 * The name under which a symbol's file lies: safe on every file system, and back again (`symbolOf`). Letters, digits and
 * `.-_=+^` stay; all else, and what Windows would read in its own way, becomes %XX of its UTF-8 bytes: BRK%2FB.
 * Throws a DataError for a name that is empty or too long.
 */
export function fileNameOf(symbol: string): string {
  let name = symbol.trim().replace(/[^A-Za-z0-9._=+^-]/gu, escaped);
  if (DEVICES.test(name) || /^[.]/.test(name)) name = escaped(name[0]!) + name.slice(1);
  if (name.endsWith(".")) name = `${name.slice(0, -1)}%2E`;
  if (name !== "" && name.length <= LONGEST) return name;
  throw new DataError({
    code: "bad-symbol",
    message: name === "" ? "A symbol is empty." : `The symbol ${symbol.slice(0, 40)}… is too long for a file name.`,
    where: { symbol: symbol.slice(0, 60) },
    help: "Give it a short name: ivy data import PATH --as NAME",
  });
}

function escaped(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** The symbol of a file's name without its ending; null where no symbol makes that name. */
export function symbolOf(name: string): string | null {
  try {
    const symbol = decodeURIComponent(name);
    return fileNameOf(symbol) === name ? symbol : null;
  } catch {
    return null;
  }
}

/** A source or timeframe as the name of a folder: what `--source` may be. */
export function isFolderName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,31}$/.test(name) && !DEVICES.test(name);
}
