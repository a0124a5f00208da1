import type { Word } from "./command.ts";
import type { CommandEntry } from "./command-map.ts";

export interface FlagHelp {
  readonly flags: string;
  readonly description: string;
}

type Commands = ReadonlyMap<string, CommandEntry>;

/** What `ivy` and `ivy --help` print: a group of verbs has one line. */
export function shellHelp(commands: Commands, groups: ReadonlyMap<string, string>): string {
  const rows = new Map<string, string>();
  for (const [name, { summary }] of commands) {
    const first = name.split(" ", 1)[0]!;
    rows.set(first === name ? name : first, first === name ? summary : (groups.get(first) ?? ""));
  }
  return [
    "ivy: test trading strategies from the shell",
    "",
    ...table([...rows].map(([name, summary]) => [`ivy ${name}`, summary])),
    "",
    "  ivy COMMAND --help   what a command takes",
    "  ivy --version",
    "",
    "Start here:  ivy backtest --strategy pairs --tickers KO,PEP",
    "",
  ].join("\n");
}

/** What `ivy GROUP` and `ivy GROUP --help` print. */
export function groupHelp(group: string, summary: string, commands: Commands): string {
  const rows = [...commands].filter(([name]) => name.startsWith(`${group} `));
  return [
    `ivy ${group}: ${summary}`,
    "",
    ...table(rows.map(([name, entry]) => [`ivy ${name}`, entry.summary])),
    "",
    `  ivy ${group} COMMAND --help   what it takes`,
    "",
  ].join("\n");
}

export interface CommandHelp {
  readonly name: string;
  readonly summary: string;
  readonly words: readonly Word[];
  readonly flags: readonly FlagHelp[];
  readonly examples: readonly string[];
}

/** What `ivy VERB --help` prints. */
export function commandHelp({ name, summary, words, flags, examples }: CommandHelp): string {
  const usage = words.map((word) => (word.required ? shown(word) : `[${shown(word)}]`));
  return [
    `ivy ${name}: ${summary}`,
    "",
    ...(words.length === 0
      ? []
      : [`  ivy ${[name, ...usage].join(" ")}`, "", ...table(words.map((word) => [word.name, word.description])), ""]),
    ...table(flags.map((flag) => [flag.flags, flag.description])),
    "",
    examples.length === 1 ? `Example:  ${examples[0]}` : `Examples:\n${examples.map((line) => `  ${line}`).join("\n")}`,
    "",
  ].join("\n");
}

function shown({ name, many }: Word): string {
  return many === true ? `${name} …` : name;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}   ${text}`.trimEnd());
}
