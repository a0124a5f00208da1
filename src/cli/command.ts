import type { Command as Parser } from "commander";
import type { Completes } from "./flag.ts";
import type { Terminal } from "./terminal.ts";

/** A word that follows the verb without a flag: the RUN of `ivy runs show RUN`. */
export interface Word {
  /** In capitals, as the help shows it. */
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Takes all the words that are left; only the last may. */
  readonly many?: boolean;
  readonly completes?: Completes;
}

/** A whole line as typed, and what it does; a plain text is the line alone. */
export type Example = string | { readonly line: string; readonly says: string };

/** One verb: `ivy backtest`, `ivy runs list`. */
export interface Command {
  /** Adds the verb's own flags; the ones that every verb has are there already. */
  readonly declare: (parser: Parser) => void;
  readonly words?: readonly Word[];
  /** One or two sentences under the first line of the help. */
  readonly about?: string;
  /** The flags that a line cannot do without, as they stand in the usage: "--strategy NAME|FILE". */
  readonly usage?: string;
  /** The examples of the verb's help, the most common first. Each runs in CI. */
  readonly examples: readonly [Example, ...Example[]];
  /** Pages of docs/ that say more: "docs/engine.md". */
  readonly readOn?: readonly string[];
  /** Runs with the parsed flags, by their camelCase names, and the words; answers with the exit code. */
  readonly run: (flags: Flags, terminal: Terminal, words: readonly string[]) => Promise<number>;
}

/** Values as commander hands them over, text unless the flag takes none. */
export type Flags = Readonly<Record<string, unknown>>;
