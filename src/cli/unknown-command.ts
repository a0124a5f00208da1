import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { wrap } from "./screens/wrap.ts";
import { HELP_WIDTH, quoted } from "./whole-line.ts";

/** Words that people type for a verb; what is not there is not suggested. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  bt: ["backtest"],
  run: ["backtest", "runs list"],
  test: ["backtest"],
  simulate: ["backtest"],
  list: ["runs list", "strategies list"],
  ls: ["runs list", "strategies list"],
  show: ["runs show", "strategies show"],
  compare: ["runs compare"],
  diff: ["runs compare"],
  rm: ["runs rm"],
  remove: ["runs rm"],
  delete: ["runs rm"],
  init: ["config init"],
  check: ["config check", "doctor"],
  create: ["new strategy"],
  scaffold: ["new strategy"],
  completions: ["completion"],
  info: ["doctor"],
  env: ["doctor"],
};

/** The error for a line that no verb matches: `line` is all that was typed, `names` every verb there is. */
export function unknownCommand(line: readonly string[], names: readonly string[]): UsageError {
  const first = line[0]!;
  if (first.startsWith("-")) return flagBeforeCommand(line, names);
  const group = names.filter((name) => name.startsWith(`${first} `));
  return group.length > 0 ? unknownSubcommand(line, group) : unknownVerb(line, names);
}

function unknownVerb(line: readonly string[], names: readonly string[]): UsageError {
  const first = line[0]!;
  const firsts = [...new Set(names.map((name) => name.split(" ", 1)[0]!))];
  return new UsageError({
    code: "unknown-command",
    message: `There is no command "${first}".`,
    where: { received: first },
    help: suggestion(meantVerbs(line, names, firsts)) ?? `${listed(firsts)}\nSee: ivy --help`,
  });
}

/** Whole lines that may have been meant, the likeliest first. */
function meantVerbs(line: readonly string[], names: readonly string[], firsts: readonly string[]): string[] {
  const [first, second, ...rest] = line as [string, ...string[]];
  const lower = first.toLowerCase();
  // "list runs" and "run list" for "runs list".
  const turned = second === undefined ? null : pair(second, first, names);
  const mended = second === undefined ? null : pair(first, second, names);
  const both = mended ?? turned;
  if (both !== null) return [typed(both, rest)];
  const known = (Object.hasOwn(OTHER_WORDS, lower) ? OTHER_WORDS[lower]! : []).filter((name) => names.includes(name));
  const after = line.slice(1);
  if (known.length > 0) return after.length > 0 ? [typed(known[0]!, after)] : known.map((name) => typed(name, []));
  const near = nearest(first, firsts);
  return near === null ? [] : [typed(near, after)];
}

/** The verb of two words that both may be misspelt: "strategy list". */
function pair(group: string, verb: string, names: readonly string[]): string | null {
  const near = nearest(
    group,
    names.filter((name) => name.includes(" ")).map((name) => name.split(" ")[0]!),
  );
  const verbs = names.filter((name) => name.startsWith(`${near} `)).map((name) => name.slice(near!.length + 1));
  const nearVerb = nearest(verb, verbs);
  return nearVerb === null ? null : `${near} ${nearVerb}`;
}

function unknownSubcommand(line: readonly string[], names: readonly string[]): UsageError {
  const [group, verb, ...rest] = line as [string, string, ...string[]];
  const near = nearest(
    verb,
    names.map((name) => name.slice(group.length + 1)),
  );
  return new UsageError({
    code: "unknown-command",
    message: `There is no command "${group} ${verb}".`,
    where: { received: verb },
    help:
      suggestion(near === null ? [] : [typed(`${group} ${near}`, rest)]) ??
      `${listed(names.map((name) => `ivy ${name}`))}\nSee: ivy ${group} --help`,
  });
}

function flagBeforeCommand(line: readonly string[], names: readonly string[]): UsageError {
  const flag = line[0]!;
  const near = line.length === 1 ? nearest(flag.replace(/^-+/, "--"), ["--help", "--version"]) : null;
  const verb = line.find((word) => names.includes(word));
  const mended =
    near === null
      ? typed(
          verb ?? names[0]!,
          line.filter((word) => word !== verb),
        )
      : `ivy ${near}`;
  return new UsageError({
    code: "unknown-flag",
    message: `ivy has no flag ${flag} before a command.`,
    where: { flag },
    help: near === null ? `The command comes first: ${mended}\nSee: ivy --help` : `Did you mean: ${mended}`,
  });
}

function typed(name: string, rest: readonly string[]): string {
  return ["ivy", name, ...rest.map(quoted)].join(" ");
}

function suggestion(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `Did you mean: ${lines.join(", or ")}`;
}

function listed(names: readonly string[]): string {
  return wrap(`There are: ${names.join(", ")}.`, HELP_WIDTH).join("\n");
}
