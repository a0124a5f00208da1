import type { Command as Parser } from "commander";
import type { Terminal } from "./terminal.ts";

/** One verb: `ivy backtest`. */
export interface Command {
  /** Adds the verb's own flags; the ones that every verb has are there already. */
  readonly declare: (parser: Parser) => void;
  /** The example at the end of the verb's help: the whole line as typed. */
  readonly example: string;
  /** Runs with the parsed flags, by their camelCase names, and answers with the exit code. */
  readonly run: (flags: Flags, terminal: Terminal) => Promise<number>;
}

/** Values as commander hands them over, text unless the flag takes none. */
export type Flags = Readonly<Record<string, unknown>>;
