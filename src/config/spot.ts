import { ConfigError } from "#base/errors";
import type { Place } from "./origin.ts";

/** The longest line that an error shows in full, and how much of a longer one fits a terminal. */
const LONGEST = 160;
const CUT = 64;

/** A text and the beginnings of its lines. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly starts: readonly number[];
}

export function sourceOf(file: string, text: string): Source {
  const lines = text.split(/\r\n|\n|\r/);
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length;
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return { file, text, lines, starts };
}

/** The place of the characters [from, to) of a text; a mark never goes beyond its line. */
export function placeAt({ file, lines, starts }: Source, from: number, to: number = from + 1): Place {
  let line = lineAt(starts, from);
  // An end of the text, as of a quote that is never closed, lies on the last line that has anything on it.
  while (line > 0 && lines[line]!.trim() === "") line--;
  const whole = lines[line]!;
  const column = Math.min(from - starts[line]!, whole.length) + 1;
  const end = Math.min(to - starts[line]!, whole.trimEnd().length);
  return {
    file,
    line: line + 1,
    column,
    span: Math.max(1, Math.min(end - column + 1, LONGEST)),
    excerpt: shownLine(whole),
  };
}

/** The last line that starts at the character or before it. */
function lineAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A mistake in a run file, in the words of the place. */
export function mistakeAt(place: Place, code: string, message: string, help: string, key?: string): ConfigError {
  return new ConfigError({
    code,
    message: `${place.file}:${place.line}:${place.column}  ${message}`,
    where: { ...place, ...(key !== undefined && { key }) },
    help,
  });
}

/** Without characters that would command the terminal, and not so long that the mark is lost. */
function shownLine(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones to keep out
  const plain = line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "?");
  return plain.length > LONGEST ? `${plain.slice(0, CUT)}…` : plain;
}
