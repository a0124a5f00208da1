import { Option, type Command as Parser } from "commander";

/** What may stand as a value: one of a few words, or names that are looked up when Tab is pressed. */
export type Completes =
  | "strategies"
  | "parameters"
  | "tickers"
  | "runs"
  | "metrics"
  | "files"
  | "folders"
  | readonly string[]
  | (() => Promise<readonly string[]>);

/** A flag and what its help says of it. */
export interface Flag {
  /** As commander writes it: "--cash <AMOUNT>", "--strict". */
  readonly flags: string;
  readonly description: string;
  /** What holds when it is not given, in words: "100,000". */
  readonly unlessGiven?: string;
  /** A value as a person would type it. */
  readonly example?: string;
  readonly completes?: Completes;
  /** May be given several times: the values come as a list. */
  readonly repeats?: boolean;
}

/** Flags under one heading of the help. */
export interface FlagGroup {
  readonly heading: string;
  readonly flags: readonly Flag[];
}

/** An option that keeps what the help, the completion and the references say of it. */
export class FlagOption extends Option {
  readonly flag: Flag;

  constructor(flag: Flag, heading: string) {
    super(flag.flags, flag.description);
    this.flag = flag;
    this.helpGroup(heading);
    if (flag.repeats) this.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  }
}

/** Adds flags to a verb, group by group. A verb whose parser takes plain options has them under one heading of its own. */
export function declareFlags(parser: Parser, groups: readonly FlagGroup[]): void {
  for (const { heading, flags } of groups) {
    for (const flag of flags) parser.addOption(new FlagOption(flag, heading));
  }
}
