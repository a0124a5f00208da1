import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { CommandEntry } from "./command-map.ts";
import { groupHelp, shellHelp } from "./help-text.ts";
import type { Terminal } from "./terminal.ts";

/** What there is to run. Handed in, so that a test may have its own verbs. */
export interface Shell {
  readonly commands: ReadonlyMap<string, CommandEntry>;
  /** Summaries of the groups, by their first word. */
  readonly groups: ReadonlyMap<string, string>;
  readonly version: () => string;
}

/** Runs one line, without the leading `ivy`, and answers with the exit code. Never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal, shell: Shell): Promise<number> {
  try {
    return await dispatch(args, terminal, shell);
  } catch (thrown) {
    const { asIvyError, errorJson, errorText } = await import("./print-error.ts");
    const error = asIvyError(thrown);
    const color = terminal.errorIsTerminal && !terminal.colorRefused && !args.includes("--no-color");
    if (args.includes("--json")) terminal.writeOut(errorJson(error, args));
    terminal.writeError(errorText(error, { color, debug: args.includes("--debug") }, args));
    return error.exitCode;
  }
}

async function dispatch(
  args: readonly string[],
  terminal: Terminal,
  { commands, groups, version }: Shell,
): Promise<number> {
  const asksHelp = args.includes("--help") || args.includes("-h") || args[0] === "help";
  const line = args[0] === "help" ? args.slice(1) : args;
  const first = line[0];
  if (first === undefined || first === "--help" || first === "-h") {
    terminal.writeOut(shellHelp(commands, groups));
    return 0;
  }
  if (first === "--version" || first === "-V") {
    terminal.writeOut(`ivy ${version()}\n`);
    return 0;
  }
  const name = commands.has(`${first} ${line[1]}`) ? `${first} ${line[1]}` : first;
  const entry = commands.get(name);
  if (entry === undefined) {
    const group = [...commands.keys()].filter((key) => key.startsWith(`${first} `));
    if (group.length === 0) throw unknownCommand(first, line, commands);
    if (line[1] !== undefined && !line[1].startsWith("-")) throw unknownSubcommand(first, line, group);
    terminal.writeOut(groupHelp(first, groups.get(first) ?? "", commands));
    return 0;
  }
  const command = await entry.load();
  const { flagHelp, parseFlags, parserOf } = await import("./parse-flags.ts");
  const parser = parserOf(name, command);
  if (asksHelp) {
    const { commandHelp } = await import("./help-text.ts");
    const { words = [], examples } = command;
    terminal.writeOut(commandHelp({ name, summary: entry.summary, words, flags: flagHelp(parser), examples }));
    return 0;
  }
  const { flags, words } = parseFlags(name, parser, line.slice(name.split(" ").length), command.words ?? []);
  return command.run(flags, terminal, words);
}

function unknownSubcommand(group: string, line: readonly string[], names: readonly string[]): UsageError {
  const known = names.map((name) => name.slice(group.length + 1));
  const near = nearest(line[1]!, known);
  const rest = line.slice(2).join(" ");
  return new UsageError({
    code: "unknown-command",
    message: `There is no command "${group} ${line[1]}".`,
    where: { received: line[1]! },
    help: `There are: ${names.map((name) => `ivy ${name}`).join(", ")}.\n${near === null ? `See: ivy ${group} --help` : `Did you mean: ivy ${group} ${near} ${rest}`.trimEnd()}`,
  });
}

function unknownCommand(
  name: string,
  args: readonly string[],
  commands: ReadonlyMap<string, CommandEntry>,
): UsageError {
  if (name.startsWith("-")) {
    return new UsageError({
      code: "unknown-flag",
      message: `ivy has no flag ${name} before a command.`,
      where: { flag: name },
      help: `The command comes first: ivy ${[...commands.keys()][0]} ${name}\nSee: ivy --help`,
    });
  }
  const firsts = [...new Set([...commands.keys()].map((key) => key.split(" ", 1)[0]!))];
  const near = nearest(name, firsts);
  const rest = args.slice(1).join(" ");
  return new UsageError({
    code: "unknown-command",
    message: `There is no command "${name}".`,
    where: { received: name },
    help: `The commands are: ${firsts.join(", ")}.\n${near === null ? "See: ivy --help" : `Did you mean: ivy ${near} ${rest}`.trimEnd()}`,
  });
}
