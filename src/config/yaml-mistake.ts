import type { YAMLError } from "yaml";
import type { ConfigError } from "#base/errors";
import { mistakeAt, placeAt, type Source } from "./spot.ts";

/** What the YAML parser says, in words for a person who writes a run file. */
export function yamlMistake({ code, message, pos }: YAMLError, source: Source): ConfigError {
  const at = pos[0];
  const place = placeAt(source, at, pos[1]);
  const say = (id: string, words: string, help: string, where = place) => mistakeAt(where, id, words, help);
  const flowVariable = source.lines[place.line - 1]!.search(/[[{,]\s*\$\{/);
  if (flowVariable >= 0 && (code === "MISSING_CHAR" || code === "UNEXPECTED_TOKEN" || code === "BAD_INDENT")) {
    const dollar = source.lines[place.line - 1]!.indexOf("$", flowVariable);
    const spot = placeAt(source, source.starts[place.line - 1]! + dollar, source.starts[place.line - 1]! + dollar + 2);
    return say("yaml-quote", "a variable between brackets needs quotes", `Write it as ["\${NAME}", …].`, spot);
  }
  switch (code) {
    case "TAB_AS_INDENT":
      return say("yaml-tab", "a tab stands where spaces must", "Indent with spaces: two for each level.");
    case "MULTIPLE_DOCS":
      return say("yaml-documents", "a second document begins here", "A run file holds one: take the line --- out.");
    case "TAG_RESOLVE_FAILED":
      return say("yaml-tag", "tags are not read", "Take the word that starts with ! out, or quote it.");
    case "BAD_SCALAR_START":
      return say("yaml-quote", `a text cannot start with ${source.text[at]}`, 'Put it in quotes: "…".');
    case "BAD_ALIAS":
      return say("yaml-alias", "an alias needs a name", "A text that starts with * or & needs quotes.");
    case "BAD_DQ_ESCAPE":
      return say(
        "yaml-escape",
        "double quotes do not know this escape",
        "Use single quotes, or write \\\\ for one \\.",
      );
    case "RESOURCE_EXHAUSTION":
      return say("yaml-too-deep", "values are nested too deeply", "A run file needs two levels.");
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      if (!/:(\s|$)/.test(source.lines[place.line - 1]!)) return noColon(source, at);
      return (
        wronglyIndented(source, at) ?? say("yaml-colon", "a value cannot hold a colon and a space", 'Quote it: "a: b".')
      );
    default:
      return unclosed(source, at, message) ?? wordsOf(source, at, message) ?? say("yaml", lowered(message), HELP);
  }
}

const HELP = "Each line is a key, a colon, a space and a value: strategy: pairs";

/** A quote or bracket that never ends: the mark belongs where it starts. */
function unclosed(source: Source, at: number, message: string): ConfigError | null {
  const quote = /Missing closing (['"])/.exec(message)?.[1];
  if (quote !== undefined) {
    const from = firstUnclosedQuote(source.text.slice(0, at + 1), quote);
    const line = placeAt(source, from);
    const place = { ...line, span: Math.max(1, line.excerpt.trimEnd().length - line.column + 1) };
    return mistakeAt(
      place,
      "yaml-unclosed",
      "this quote is never closed",
      `Close it with ${quote} at the end of the text.`,
    );
  }
  const isBracket = /must be sufficiently indented and end with a ([\]}])/.exec(message)?.[1];
  const missing = isBracket ?? /expected flow (?:sequence|map) to end with ([\]}])/i.exec(message)?.[1];
  if (missing === undefined) return null;
  const from = source.text.lastIndexOf(missing === "]" ? "[" : "{", at);
  const place = placeAt(source, Math.max(0, from));
  return mistakeAt(place, "yaml-unclosed", "this bracket is never closed", `Close it with ${missing}.`);
}

/** The parser points at the end of what it took for the text; the quote that opened it stands after a space or bracket. */
function firstUnclosedQuote(text: string, quote: string): number {
  let last = text.length - 1;
  for (const match of text.matchAll(new RegExp(`(?:^|[\\s[{,:-])(${quote})`, "gm"))) {
    const at = match.index + match[0].length - 1;
    const rest = text.slice(at + 1).replaceAll(quote === "'" ? "''" : '\\"', "  ");
    if (!rest.includes(quote)) return at;
    last = at;
  }
  return last;
}

/** Mistakes that the parser tells apart by its words alone. */
function wordsOf(source: Source, at: number, message: string): ConfigError | null {
  if (message.includes("Implicit map keys need to be followed by map values")) return noColon(source, at);
  if (message.includes("must start at the same column")) {
    const { line } = placeAt(source, at);
    const text = source.lines[line - 1]!;
    const start = source.starts[line - 1]!;
    const place = placeAt(source, start + Math.max(0, text.search(/\S/)), start + text.length);
    const help = "Start it in the column where its neighbours start.";
    return mistakeAt(place, "yaml-indent", "this line does not stand in line with its neighbours", help);
  }
  if (message.includes("Unexpected scalar at node end")) {
    const help = "Quote all of it; within single quotes write '' for one '.";
    return mistakeAt(placeAt(source, at), "yaml-quote", "a text goes on after its closing quote", help);
  }
  return null;
}

function noColon(source: Source, at: number): ConfigError {
  const place = placeAt(source, at);
  const line = source.lines[place.line - 1]!;
  const spot = { ...place, span: Math.max(1, line.trimEnd().length - place.column + 1) };
  const [key, ...rest] = line.trim().split(/[:\s=]+/);
  const help = rest.length === 0 ? HELP : `Write a colon and a space after the key: ${key}: ${rest.join(" ")}`;
  return mistakeAt(spot, "yaml-colon", "there is no colon after the key", help);
}

/** A line that stands further in than the one before it, which has a value already. */
function wronglyIndented(source: Source, at: number): ConfigError | null {
  const { line } = placeAt(source, at);
  const next = source.lines[line];
  const [own, below] = [source.lines[line - 1]!, next ?? ""].map((text) => text.search(/\S/));
  if (next === undefined || !/^\s+[\w.-]+:(\s|$)/.test(next) || below! <= own!) return null;
  const place = placeAt(source, source.starts[line]! + below!, source.starts[line]! + next.length);
  return mistakeAt(
    place,
    "yaml-indent",
    "this line stands further in than its neighbours",
    "Start it where the line above starts.",
  );
}

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
