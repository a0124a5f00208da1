import type { CommandEntry } from "./command-map.ts";
import { candidatesFor, type Offer, startingWith } from "./completion-candidates.ts";
import { parserOf } from "./parse-flags.ts";
import type { Terminal } from "./terminal.ts";
import { type FlagReference, type VerbReference, verbReference } from "./verb-reference.ts";

type Commands = ReadonlyMap<string, CommandEntry>;

/**
 * The lines that the scripts of `ivy completion` read: what may stand in the place of the last word. `words` are all
 * words behind `ivy` up to the cursor, the last one perhaps empty. Empty where nothing is known.
 */
export async function completionAnswer(
  words: readonly string[],
  terminal: Terminal,
  commands: Commands,
  groups: ReadonlyMap<string, string>,
): Promise<string> {
  const { values, asks = null } = await offerFor(words.map(unquoted), terminal, commands, groups);
  const lines = values.map(({ value, says }) => `${value}\t${says}\n`);
  return lines.join("") + (asks === null ? "" : `:${asks}\n`);
}

/** Some shells hand over words as they were typed. */
function unquoted(word: string): string {
  return word.replace(/^(["'])(.*?)\1?$/, "$2");
}

async function offerFor(
  words: readonly string[],
  terminal: Terminal,
  commands: Commands,
  groups: ReadonlyMap<string, string>,
): Promise<Offer> {
  if (words[0] === "help") return verbNames(words.slice(1), commands, groups);
  const [first = "", second] = words;
  const name = words.length > 2 && commands.has(`${first} ${second}`) ? `${first} ${second}` : first;
  const entry = words.length > 1 ? commands.get(name) : undefined;
  if (entry === undefined) return verbNames(words, commands, groups);
  const command = await entry.load();
  const verb = verbReference(name, entry.summary, command, parserOf(name, command));
  return insideVerb(verb, words.slice(name.split(" ").length), terminal);
}

function verbNames(words: readonly string[], commands: Commands, groups: ReadonlyMap<string, string>): Offer {
  const current = words.at(-1) ?? "";
  if (words.length > 2) return { values: [] };
  const found = new Map<string, string>();
  for (const [name, { summary }] of commands) {
    const [group, verb] = name.split(" ") as [string, string | undefined];
    if (words.length < 2) found.set(group, verb === undefined ? summary : (groups.get(group) ?? ""));
    else if (words.length === 2 && words[0] === group && verb !== undefined) found.set(verb, summary);
  }
  if (current.startsWith("-")) {
    found.set("--help", "what there is");
    if (words.length < 2) found.set("--version", "the version of ivy");
  }
  return {
    values: startingWith(
      current,
      [...found].map(([value, says]) => ({ value, says })),
    ),
  };
}

async function insideVerb(verb: VerbReference, words: readonly string[], terminal: Terminal): Promise<Offer> {
  const flags = verb.groups.flatMap((group) => group.flags);
  const current = words.at(-1)!;
  const given = new Map<string, string>();
  let place = 0;
  let open: FlagReference | null = null;
  for (const word of words.slice(0, -1)) {
    if (open !== null) {
      given.set(open.name, word);
      open = null;
      continue;
    }
    const [name, value] = split(word);
    const flag = flags.find((one) => one.name === name);
    if (flag === undefined) place += word.startsWith("-") ? 0 : 1;
    else if (flag.value !== null && value === null) open = flag;
    else given.set(name, value ?? "");
  }
  if (open !== null) return candidatesFor(open.completes, current, given, terminal);
  const [name, value] = split(current);
  const flag = flags.find((one) => one.name === name);
  if (value !== null && flag !== undefined) {
    const offer = await candidatesFor(flag.completes, value, given, terminal);
    return { ...offer, values: offer.values.map((one) => ({ ...one, value: `${name}=${one.value}` })) };
  }
  const word = verb.words[place] ?? (verb.words.at(-1)?.many === true ? verb.words.at(-1) : undefined);
  if (!current.startsWith("-") && word !== undefined)
    return candidatesFor(word.completes ?? null, current, given, terminal);
  const left = flags.filter((one) => one.repeats || !given.has(one.name));
  const values = left.map((one) => ({ value: one.name, says: one.description }));
  return { values: startingWith(current, [...values, { value: "--help", says: "what it takes, with examples" }]) };
}

function split(word: string): [string, string | null] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
}
