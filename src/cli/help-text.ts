import type { CommandEntry } from "./command-map.ts";

type Commands = ReadonlyMap<string, CommandEntry>;

/** How the help may look: columns of the terminal, and whether headings may be bold. */
export interface HelpStyle {
  readonly width: number;
  readonly bold: boolean;
}

/** What `ivy` and `ivy --help` print: a group of verbs has one line. */
export function shellHelp(commands: Commands, groups: ReadonlyMap<string, string>, style: HelpStyle): string {
  const rows = new Map<string, string>();
  for (const [name, { summary }] of commands) {
    const first = name.split(" ", 1)[0]!;
    rows.set(first, first === name ? summary : (groups.get(first) ?? ""));
  }
  return [
    "ivy: test trading strategies from the shell",
    "",
    ...table([...rows].map(([name, summary]) => [`ivy ${name}`, summary])),
    "",
    "  ivy COMMAND --help   what a command takes, with examples",
    "  ivy --version",
    "",
    `${heading("Start here:", style)}  ivy backtest --strategy pairs --tickers KO,PEP`,
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
    `  ivy ${group} COMMAND --help   what it takes, with examples`,
    "",
  ].join("\n");
}

export function heading(text: string, { bold }: HelpStyle): string {
  return bold ? `\u001b[1m${text}\u001b[0m` : text;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}   ${text}`.trimEnd());
}
