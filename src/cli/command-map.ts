import type { Command } from "./command.ts";

export interface CommandEntry {
  /** One line of `ivy --help`. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every verb, in the order of the help. A new command is one file and one line here. */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map([
  [
    "backtest",
    { summary: "run a strategy over past prices", load: async () => (await import("./commands/backtest.ts")).backtest },
  ],
]);
