import { Command as Parser } from "commander";
import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Command, Flags, Word } from "./command.ts";
import { declareFlags, type FlagGroup } from "./flag.ts";
import { wrap } from "./screens/wrap.ts";
import { shownFlag, shownWord, type VerbReference } from "./verb-reference.ts";
import { HELP_WIDTH, quoted } from "./whole-line.ts";

/** The heading of the flags that every verb has. */
export const EVERY_COMMAND = "Every command";

const EVERYWHERE: FlagGroup = {
  heading: EVERY_COMMAND,
  flags: [
    { flags: "--json", description: "one JSON document on stdout, nothing else" },
    { flags: "--quiet", description: "print nothing but errors" },
    { flags: "--debug", description: "print stack traces with errors" },
    { flags: "--no-color", description: "plain text; NO_COLOR does the same" },
  ],
};

/** The parser of one verb: its own flags and those that every verb has. */
export function parserOf(name: string, command: Command): Parser {
  const parser = new Parser(name).helpOption(false).allowExcessArguments().exitOverride();
  // Errors come as exceptions; commander's own wording is not printed.
  parser.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  command.declare(parser);
  declareFlags(parser, [EVERYWHERE]);
  return parser;
}

/** A line taken apart. */
export interface ParsedLine {
  readonly flags: Flags;
  readonly words: readonly string[];
  /** Words beyond those that the verb takes: the line is refused, once it is known what may have been meant. */
  readonly stray: readonly string[];
}

/** The flags and words of one verb. Throws UsageError, with the near miss, for flags that the verb does not have. */
export function parseFlags(verb: VerbReference, parser: Parser, args: readonly string[]): ParsedLine {
  const most = verb.words.some((word) => word.many) ? Number.POSITIVE_INFINITY : verb.words.length;
  const words = wordsOf(verb, args);
  const missing = verb.words.find((word, index) => word.required && words[index] === undefined);
  if (missing !== undefined) throw missingWord(verb, missing);
  try {
    parser.parse([...args], { from: "user" });
  } catch (error) {
    throw new UsageError({
      code: "usage",
      message: error instanceof Error ? error.message.replace(/^error: /, "") : String(error),
      help: `See: ivy ${verb.name} --help`,
      cause: error,
    });
  }
  return { flags: parser.opts(), words: words.slice(0, most), stray: words.slice(most) };
}

/** Walks the line as the parser will, so that the error can name the flag that was meant or the value that is missing. */
function wordsOf(verb: VerbReference, args: readonly string[]): string[] {
  const all = verb.groups.flatMap(({ flags }) => flags);
  const known = all.map((flag) => flag.name);
  const words: string[] = [];
  for (let k = 0; k < args.length; k++) {
    const word = args[k]!;
    const name = word.split("=", 1)[0]!;
    if (!word.startsWith("-") || word === "-") {
      words.push(word);
      continue;
    }
    const flag = all.find((candidate) => candidate.name === name);
    if (flag === undefined) throw unknownFlag(verb.name, name, args, known);
    if (flag.value === null && word !== name) {
      throw new UsageError({
        code: "flag-takes-no-value",
        message: `${name} takes no value.`,
        where: { flag: name, received: word.slice(name.length + 1) },
        help: `See: ivy ${verb.name} --help`,
      });
    }
    if (flag.value === null || word !== name) continue;
    const value = args[++k];
    if (value === undefined || known.includes(value.split("=", 1)[0]!)) {
      throw new UsageError({
        code: "flag-needs-value",
        message: `${name} needs a value: ${shownFlag(flag)}`,
        where: { flag: name },
        help: `${sentence(flag.description)}\nSee: ivy ${verb.name} --help`,
      });
    }
  }
  return words;
}

function sentence(text: string): string {
  return wrap(`${text[0]!.toUpperCase()}${text.slice(1)}.`, HELP_WIDTH).join("\n");
}

function missingWord({ name }: VerbReference, word: Word): UsageError {
  return new UsageError({
    code: "missing-word",
    message: `ivy ${name} needs ${shownWord(word)}: ${word.description}.`,
    help: `See: ivy ${name} --help`,
  });
}

function unknownFlag(name: string, flag: string, args: readonly string[], known: readonly string[]): UsageError {
  const mended = args.map((word) => mendedFlag(word, known));
  return new UsageError({
    code: "unknown-flag",
    message: `ivy ${name} has no flag ${flag}.`,
    where: { flag },
    help:
      mended.includes(null) || mended.every((word, k) => word === args[k])
        ? `See: ivy ${name} --help`
        : `Did you mean: ivy ${[name, ...mended.map((word) => quoted(word!))].join(" ")}`,
  });
}

/** The word as it is, or the flag that was meant; null where none is near. */
function mendedFlag(word: string, known: readonly string[]): string | null {
  const flag = word.split("=", 1)[0]!;
  // A number below zero is no flag.
  if (!/^--?[a-z]/i.test(flag) || known.includes(flag)) return word;
  // One dash for two is the commonest slip; without it "-to" would be as far from --to as any short word.
  const near = nearest(flag.replace(/^-+/, "--"), known);
  return near === null ? null : near + word.slice(flag.length);
}
