import { Command as Parser } from "commander";
import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Command, Flags, Word } from "./command.ts";
import type { FlagHelp } from "./help-text.ts";

/** The parser of one verb: its own flags and those that every verb has. */
export function parserOf(name: string, command: Command): Parser {
  const parser = new Parser(name).helpOption(false).allowExcessArguments().exitOverride();
  // Errors come as exceptions; commander's own wording is not printed.
  parser.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  command.declare(parser);
  parser
    .option("--json", "one JSON document on stdout, nothing else")
    .option("--quiet", "print nothing but errors")
    .option("--debug", "print stack traces with errors")
    .option("--no-color", "plain text; NO_COLOR does the same");
  return parser;
}

export function flagHelp(parser: Parser): FlagHelp[] {
  return parser.options.map(({ flags, description }) => ({ flags: plainFlags(flags), description }));
}

/** `--cash <AMOUNT>` as a person types it. */
function plainFlags(flags: string): string {
  return flags.replace(/[<>]/g, "");
}

/** The flags and words of one verb. Throws UsageError, with the near miss, for what the verb does not have. */
export function parseFlags(
  name: string,
  parser: Parser,
  args: readonly string[],
  takes: readonly Word[],
): { readonly flags: Flags; readonly words: readonly string[] } {
  const known = parser.options.map((option) => option.long ?? "");
  const most = takes.some((word) => word.many) ? Number.POSITIVE_INFINITY : takes.length;
  const words = wordsOf(name, known, parser, args, most);
  const missing = takes.find((word, index) => word.required && words[index] === undefined);
  if (missing !== undefined) throw missingWord(name, missing);
  try {
    parser.parse([...args], { from: "user" });
  } catch (error) {
    throw new UsageError({
      code: "usage",
      message: error instanceof Error ? error.message.replace(/^error: /, "") : String(error),
      help: `See: ivy ${name} --help`,
      cause: error,
    });
  }
  return { flags: parser.opts(), words };
}

/** Walks the line as the parser will, so that the error can name the flag that was meant or the value that is missing. */
function wordsOf(
  name: string,
  known: readonly string[],
  parser: Parser,
  args: readonly string[],
  most: number,
): string[] {
  const words: string[] = [];
  for (let k = 0; k < args.length; k++) {
    const word = args[k]!;
    const flag = word.split("=", 1)[0]!;
    if (!word.startsWith("-") || word === "-") {
      if (words.push(word) > most) throw strayWord(name, word, most);
      continue;
    }
    const option = parser.options.find((candidate) => candidate.long === flag);
    if (option === undefined) throw unknownFlag(name, flag, known);
    const takesValue = option.required;
    if (!takesValue && word !== flag) {
      throw new UsageError({
        code: "flag-takes-no-value",
        message: `${flag} takes no value.`,
        where: { flag, received: word.slice(flag.length + 1) },
        help: `See: ivy ${name} --help`,
      });
    }
    if (!takesValue || word !== flag) continue;
    const value = args[++k];
    if (value === undefined || known.includes(value.split("=", 1)[0]!)) {
      throw new UsageError({
        code: "flag-needs-value",
        message: `${flag} needs a value: ${plainFlags(option.flags)}`,
        where: { flag },
        help: `${option.description[0]!.toUpperCase()}${option.description.slice(1)}.\nSee: ivy ${name} --help`,
      });
    }
  }
  return words;
}

function missingWord(name: string, { name: word, description }: Word): UsageError {
  return new UsageError({
    code: "missing-word",
    message: `ivy ${name} needs ${word}: ${description}.`,
    help: `See: ivy ${name} --help`,
  });
}

function unknownFlag(name: string, flag: string, known: readonly string[]): UsageError {
  const near = nearest(flag, known);
  return new UsageError({
    code: "unknown-flag",
    message: `ivy ${name} has no flag ${flag}.`,
    where: { flag },
    help: near === null ? `See: ivy ${name} --help` : `Did you mean: ${near}`,
  });
}

function strayWord(name: string, word: string, most: number): UsageError {
  const flags = `Every value follows its flag: ivy ${name} --strategy NAME --tickers A,B\n`;
  return new UsageError({
    code: "stray-word",
    message: `ivy ${name} does not know what to do with "${word}".`,
    where: { received: word },
    help: `${name === "backtest" && most === 0 ? flags : ""}See: ivy ${name} --help`,
  });
}
