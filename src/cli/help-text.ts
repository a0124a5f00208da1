import type { CommandEntry } from "./command-map.ts";

export interface FlagHelp {
  readonly flags: string;
  readonly description: string;
}

/** What `ivy` and `ivy --help` print. */
export function shellHelp(commands: ReadonlyMap<string, CommandEntry>): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length));
  const lines = [...commands].map(([name, { summary }]) => `  ivy ${name.padEnd(width)}   ${summary}`);
  return [
    "ivy: test trading strategies from the shell",
    "",
    ...lines,
    "",
    "  ivy COMMAND --help   what a command takes",
    "  ivy --version",
    "",
    "Start here:  ivy backtest --strategy pairs --tickers KO,PEP",
    "",
  ].join("\n");
}

/** What `ivy VERB --help` prints. */
export function commandHelp(name: string, summary: string, flags: readonly FlagHelp[], example: string): string {
  const width = Math.max(...flags.map((flag) => flag.flags.length));
  const lines = flags.map((flag) => `  ${flag.flags.padEnd(width)}  ${flag.description}`);
  return [`ivy ${name}: ${summary}`, "", ...lines, "", `Example:  ${example}`, ""].join("\n");
}
