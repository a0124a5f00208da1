import { nearest } from "#base/nearest";

/**
 * The help of an error with its "Did you mean: --flag value" as the whole line to type. `wrongFlag` is the flag that the
 * person mistyped, where that was the error; `received` the wrong value, which tells the place of a flag that stands there
 * more than once.
 */
export function wholeLine(
  help: string,
  args: readonly string[],
  wrongFlag: string | undefined,
  received?: string | undefined,
): string {
  return help.replace(/^Did you mean: (--[\w-]+)(?: (\S+))?$/m, (line, flag: string, value: string | undefined) => {
    const mended = value === undefined ? renameFlag(args, wrongFlag, flag) : replaceValue(args, flag, value, received);
    return mended === null ? line : `Did you mean: ivy ${mended.map(quoted).join(" ")}`;
  });
}

function renameFlag(args: readonly string[], wrong: string | undefined, right: string): string[] | null {
  const at = args.findIndex((word) => word.split("=", 1)[0] === wrong);
  if (at < 0 || wrong === undefined) return null;
  return args.with(at, right + args[at]!.slice(wrong.length));
}

function replaceValue(
  args: readonly string[],
  flag: string,
  value: string,
  received: string | undefined,
): string[] | null {
  const wrong = args.findIndex((word, k) => args[k - 1] === flag && word === received);
  if (wrong >= 0) return args.with(wrong, value);
  const wrongJoined = args.indexOf(`${flag}=${received}`);
  if (wrongJoined >= 0) return args.with(wrongJoined, `${flag}=${value}`);
  const joined = args.findIndex((word) => word.startsWith(`${flag}=`));
  if (joined >= 0) return args.with(joined, `${flag}=${inList(args[joined]!.slice(flag.length + 1), value)}`);
  const at = args.indexOf(flag);
  return at < 0 || at + 1 >= args.length ? null : args.with(at + 1, inList(args[at + 1]!, value));
}

/** The value, or the list that was typed with the value in the place of the name that it mends. */
function inList(typed: string, value: string): string {
  const names = typed.split(",");
  const wrong = value.includes(",") || names.length === 1 ? null : nearest(value, names);
  return wrong === null ? value : names.map((name) => (name === wrong ? value : name)).join(",");
}

/** Columns of a line of an error's help that nothing wraps at 80. */
export const HELP_WIDTH = 73;

/** As a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
