import type { Command } from "./command.ts";

export interface CommandEntry {
  /** One line of the help. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/**
 * Every verb, in the order of the help; two words where verbs form a group ("runs list"). A new command is one file and
 * one line here.
 */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map([
  [
    "backtest",
    { summary: "run a strategy over past prices", load: async () => (await import("./commands/backtest.ts")).backtest },
  ],
  [
    "doctor",
    { summary: "say what ivy finds on this machine", load: async () => (await import("./commands/doctor.ts")).doctor },
  ],
  [
    "completion",
    {
      summary: "print the script that completes ivy in your shell",
      load: async () => (await import("./commands/completion.ts")).completion,
    },
  ],
]);

/** What the help of `ivy` says of a group, by its first word. */
export const GROUPS: ReadonlyMap<string, string> = new Map([]);
