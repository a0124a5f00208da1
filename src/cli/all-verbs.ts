import { COMMANDS } from "./command-map.ts";
import { parserOf } from "./parse-flags.ts";
import { type VerbReference, verbReference } from "./verb-reference.ts";

/** What every verb says of itself, in the order of the help: for the references that show all of them. */
export function allVerbs(): Promise<readonly VerbReference[]> {
  return Promise.all(
    [...COMMANDS].map(async ([name, { summary, load }]) => {
      const command = await load();
      return verbReference(name, summary, command, parserOf(name, command));
    }),
  );
}
