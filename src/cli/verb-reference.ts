import type { Command as Parser } from "commander";
import type { Command, Word } from "./command.ts";
import { type Completes, FlagOption } from "./flag.ts";

/** All that the help, the man page, docs/cli.md and the completion say of a verb. */
export interface VerbReference {
  /** Without the leading `ivy`: "backtest", "runs list". */
  readonly name: string;
  readonly summary: string;
  readonly about: string | null;
  readonly usage: string;
  readonly words: readonly Word[];
  readonly groups: readonly { readonly heading: string; readonly flags: readonly FlagReference[] }[];
  readonly examples: readonly { readonly line: string; readonly says: string | null }[];
  readonly readOn: readonly string[];
}

export interface FlagReference {
  /** Without the value: "--cash". */
  readonly name: string;
  /** The word for its value: "AMOUNT"; null for a switch. */
  readonly value: string | null;
  /** One sentence without a capital or full stop: what it does, its default, an example. */
  readonly description: string;
  readonly completes: Completes | null;
  /** May be given several times. */
  readonly repeats: boolean;
}

/** The heading of flags that a verb declares without one. */
const OWN_FLAGS = "Flags";

/** What a verb says of itself. */
export function verbReference(name: string, summary: string, command: Command, parser: Parser): VerbReference {
  const groups = new Map<string, FlagReference[]>();
  for (const option of parser.options) {
    const heading = option.helpGroupHeading ?? OWN_FLAGS;
    const flags = groups.get(heading) ?? [];
    groups.set(heading, flags);
    flags.push(flagReference(option));
  }
  const { words = [], about, usage, examples, readOn = [] } = command;
  const named = words.map((word) => (word.required ? shownWord(word) : `[${shownWord(word)}]`));
  return {
    name,
    summary,
    about: about ?? null,
    usage: ["ivy", name, ...named, ...(usage === undefined ? [] : [usage]), "[FLAGS]"].join(" "),
    words: words.map((word) => ({ ...word, completes: word.completes ?? usualNames(word.name) ?? [] })),
    groups: [...groups].map(([heading, flags]) => ({ heading, flags })),
    examples: examples.map((example) => (typeof example === "string" ? { line: example, says: null } : example)),
    readOn,
  };
}

/** `--cash AMOUNT` as a person types it. */
export function shownFlag({ name, value }: FlagReference): string {
  return value === null ? name : `${name} ${value}`;
}

export function shownWord({ name, many }: Word): string {
  return many === true ? `${name} …` : name;
}

function flagReference(option: Parser["options"][number]): FlagReference {
  const value = /<(.+)>/.exec(option.flags)?.[1] ?? null;
  const flag = option instanceof FlagOption ? option.flag : null;
  const parts = [
    option.description,
    ...(flag?.unlessGiven === undefined ? [] : [`default ${flag.unlessGiven}`]),
    ...(flag?.example === undefined ? [] : [`e.g. ${flag.example}`]),
  ];
  return {
    name: option.long ?? option.flags,
    value,
    description: parts.join("; "),
    completes: flag?.completes ?? usualNames(value),
    // A plain option that collects its values has a parser for that.
    repeats: flag?.repeats ?? option.parseArg !== undefined,
  };
}

/** What the word for a value says of it, where the declaration says nothing. */
function usualNames(value: string | null): Completes | null {
  if (value === null) return null;
  if (/^(FILE|PATH)/.test(value)) return "files";
  if (value.startsWith("DIR")) return "folders";
  if (value.startsWith("RUN")) return "runs";
  if (value.startsWith("STRATEGY")) return "strategies";
  return value.startsWith("TICKER") ? "tickers" : null;
}
