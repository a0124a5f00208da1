import { isBlank } from "./parse-blank.ts";

/** What files write where they have no number, in lower case. "." is what FRED writes. */
const WORDS: ReadonlySet<string> = new Set(["", "nan", "null", "none", "na", "n/a", "#n/a", "<na>", "-", "--", "."]);

const LONGEST = 4;

/** True for what files write where they have no number: nothing, NaN, null, None, NA, N/A, #N/A, -, a single point. */
export function isMissing(text: string): boolean {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end - start <= LONGEST && WORDS.has(text.slice(start, end).toLowerCase());
}

/** `isMissing` of bytes [from, to). */
export function isMissingAt(bytes: Uint8Array, from: number, to: number): boolean {
  let start = from;
  let end = to;
  while (start < end && isBlank(bytes[start]!)) start++;
  while (end > start && isBlank(bytes[end - 1]!)) end--;
  if (start === end) return true;
  if (end - start > LONGEST) return false;
  let text = "";
  for (let p = start; p < end; p++) text += String.fromCharCode(bytes[p]!);
  return WORDS.has(text.toLowerCase());
}
