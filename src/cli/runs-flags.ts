import type { RunsPlace } from "#app/find-run";
import type { Flags, Word } from "./command.ts";
import type { Flag } from "./flag.ts";
import type { Style } from "./screens/backtest.ts";
import type { Terminal } from "./terminal.ts";

/** Where the verbs of `ivy runs` look. */
export const IN_FLAG: Flag = {
  flags: "--in <DIR>",
  description: "the folder of runs",
  unlessGiven: "reports/",
  example: "reports",
  completes: "folders",
};

export const RUN_WORD: Word = {
  name: "RUN",
  description: "its hash, its id, the beginning of either, or its folder",
  required: true,
  completes: "runs",
};

export function runsPlace(flags: Flags, { projectFolder }: Terminal): RunsPlace {
  return { projectFolder, within: typeof flags.in === "string" ? flags.in : null };
}

export function styleOf(flags: Flags, { outIsTerminal, colorRefused, width }: Terminal): Style {
  return { color: outIsTerminal && !colorRefused && flags.color !== false, width };
}
