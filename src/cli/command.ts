import type { Command as Parser } from "commander";
import type { Terminal } from "./terminal.ts";

/** A word that follows the verb without a flag: the RUN of `ivy runs show RUN`. */
export interface Word {
  /** In capitals, as the help shows it. */
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Takes all the words that are left; only the last may. */
  readonly many?: boolean;
}

/** One verb: `ivy backtest`, `ivy runs list`. */
export interface Command {
  /** Adds the verb's own flags; the ones that every verb has are there already. */
  readonly declare: (parser: Parser) => void;
  readonly words?: readonly Word[];
  /** The examples of the verb's help, whole lines as typed, the most common first. */
  readonly examples: readonly [string, ...string[]];
  /** Runs with the parsed flags, by their camelCase names, and the words; answers with the exit code. */
  readonly run: (flags: Flags, terminal: Terminal, words: readonly string[]) => Promise<number>;
}

/** Values as commander hands them over, text unless the flag takes none. */
export type Flags = Readonly<Record<string, unknown>>;
