import { strategyNames, tickersIn } from "#app/known-names";
import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Terminal } from "./terminal.ts";
import type { VerbReference } from "./verb-reference.ts";
import { quoted } from "./whole-line.ts";

/** What the words of a line may be. */
interface Names {
  readonly strategies: readonly string[];
  readonly tickers: readonly string[];
}

/**
 * The error for words that a verb does not take. Where they look like a strategy, tickers, dates or settings it gives the
 * line with flags.
 */
export async function strayWords(
  verb: VerbReference,
  args: readonly string[],
  stray: readonly string[],
  terminal: Terminal,
): Promise<UsageError> {
  const said = stray.map((word) => `"${word}"`).join(", ");
  const help = await helpFor(verb, args, stray, terminal);
  return new UsageError({
    code: "stray-word",
    message: `ivy ${verb.name} does not know what to do with ${said}.`,
    where: { received: stray[0]! },
    help,
  });
}

async function helpFor(
  verb: VerbReference,
  args: readonly string[],
  stray: readonly string[],
  terminal: Terminal,
): Promise<string> {
  const see = `See: ivy ${verb.name} --help`;
  if (stray.includes("help")) return `Did you mean: ivy ${verb.name} --help`;
  const flags = verb.groups.flatMap((group) => group.flags).map((flag) => flag.name);
  if (!flags.includes("--strategy") || !flags.includes("--tickers")) return see;
  const names: Names = {
    strategies: (await strategyNames(terminal)).map(({ name }) => name),
    tickers: await tickersIn(null, terminal),
  };
  const mended = lineWithFlags(args, stray, names);
  const line = mended === null ? `--strategy NAME --tickers A,B` : mended.map(quoted).join(" ");
  return mended === null
    ? `Every value follows its flag: ivy ${verb.name} ${line}\n${see}`
    : `Every value follows its flag.\nDid you mean: ivy ${verb.name} ${line}`;
}

/** The words of a line with each stray one behind the flag that it is for; null where one fits none. */
export function lineWithFlags(
  args: readonly string[],
  stray: readonly string[],
  names: Names,
): readonly string[] | null {
  const left = [...stray];
  let line = args.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  for (const word of stray) {
    const open = openSetting(line);
    if (open >= 0) {
      line = line.with(open, `${line[open]}=${word}`);
      continue;
    }
    const meant = meaningOf(word, names, line);
    if (meant === null) return null;
    const longer = placed(line, meant);
    if (longer === null) return null;
    line = longer;
  }
  return line;
}

/** Where `--set fast 20` has its key, so that the stray word is its value; -1 where no setting waits for one. */
function openSetting(line: readonly string[]): number {
  return line.findIndex((word, index) => line[index - 1] === "--set" && !word.includes("="));
}

function meaningOf(
  word: string,
  names: Names,
  line: readonly string[],
): { readonly flag: string; readonly value: string } | null {
  const parts = word.split(",").filter((part) => part !== "");
  const known = new Set(names.tickers.map((ticker) => ticker.toLowerCase()));
  if (parts.length === 0) return null;
  if (parts.every((part) => names.strategies.includes(part))) return { flag: "--strategy", value: parts.join(",") };
  if (parts.every((part) => known.has(part.toLowerCase()))) return { flag: "--tickers", value: parts.join(",") };
  if (/\.[mc]?[tj]s$/.test(word)) return { flag: "--strategy", value: word };
  if (/\.(csv|tsv|parquet)(\.gz)?$|\/$/.test(word)) return { flag: "--data", value: word };
  if (/^\w[\w.-]*=./.test(word)) return { flag: "--set", value: word };
  if (/^\d{4}(-\d\d(-\d\d)?)?$/.test(word)) return { flag: has(line, "--from") ? "--to" : "--from", value: word };
  const near = parts.map((part) => nearest(part, names.strategies));
  const isTicker = /^[A-Z][A-Z0-9.^-]*(,[A-Z][A-Z0-9.^-]*)*$/.test(parts.join(","));
  if (isTicker) return { flag: "--tickers", value: parts.join(",") };
  return near.includes(null) ? null : { flag: "--strategy", value: near.join(",") };
}

const LISTS = new Set(["--strategy", "--tickers"]);

/**
 * The line with a value put behind its flag, joined to the value that is there where the flag takes a list; null where the
 * flag is taken.
 */
function placed(line: readonly string[], { flag, value }: { flag: string; value: string }): string[] | null {
  if (!has(line, flag) || flag === "--set") {
    return flag === "--strategy" ? [flag, value, ...line] : [...line, flag, value];
  }
  if (!LISTS.has(flag)) return null;
  const at = line.indexOf(flag) + 1;
  const place = at > 0 ? at : line.findIndex((word) => word.startsWith(`${flag}=`));
  const before = line[place];
  return before === undefined ? [...line, value] : line.with(place, `${before.replace(/,+$/, "")},${value}`);
}

function has(line: readonly string[], flag: string): boolean {
  return line.some((word) => word === flag || word.startsWith(`${flag}=`));
}
