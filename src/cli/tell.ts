import type { Flags } from "./command.ts";
import { harmless } from "./screens/cells.ts";
import type { Terminal } from "./terminal.ts";

/** Where a verb says what concerns this machine and no result: on stderr, unless it is to be quiet. */
export function tellFor(flags: Flags, { writeError }: Terminal): ((text: string) => void) | undefined {
  return flags.quiet === true ? undefined : (text) => writeError(`note  ${harmless(text)}\n`);
}
