import type { HttpAnswer } from "../provider.ts";

/** An answer that is not what the provider's documentation says; the pull turns it into an error with its beginning. */
export class UnexpectedAnswer extends Error {
  /** It looks like the beginning of a right one: asking again may help. */
  readonly isCutOff: boolean;

  constructor(words: string, isCutOff = false) {
    super(words);
    this.isCutOff = isCutOff;
  }
}

const LONGEST = 160;

/** The beginning of a text on one line, for an error. */
export function beginningOf(body: string): string {
  const line = body
    .slice(0, 4 * LONGEST)
    .replace(/\s+/g, " ")
    .trim();
  if (line === "") return "nothing";
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** A page for a browser, where data was asked for. */
export function isHtml(body: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(body);
}

/** The JSON of an answer. Throws UnexpectedAnswer. */
export function jsonOf({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const isCutOff = /^\s*[[{]/.test(body);
    throw new UnexpectedAnswer(isCutOff ? "JSON that is cut off or broken" : "something that is no JSON", isCutOff);
  }
}

/** The JSON of an answer where it is any; undefined where it is not. */
export function jsonIfAny({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A field of what may be an object. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

export function textField(value: unknown, name: string): string | null {
  const found = fieldOf(value, name);
  return typeof found === "string" && found !== "" ? found : null;
}

/** A list, or UnexpectedAnswer in the words given. */
export function listOf(value: unknown, words: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new UnexpectedAnswer(words);
}

/** A number, or a text that is one; NaN for null and for what is missing. Throws UnexpectedAnswer for anything else. */
export function numberOf(value: unknown, name: string): number {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return Number(value);
  throw new UnexpectedAnswer(`a ${name} that is no number: ${beginningOf(JSON.stringify(value) ?? "")}`);
}

/** What a `Retry-After` asks for, in ms: seconds, or a date (RFC 9110, 10.2.3); null where it is missing or neither. */
export function retryAfterMs({ headers }: HttpAnswer, now: number): number | null {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
