import { DataError, InternalError, IoError, IvyError, type Where } from "#base/errors";
import { messageOf } from "#base/message-of";
import { isOutOfMemory } from "#base/out-of-memory";
import { errorDocument } from "#results/documents/error-of";
import { fitLines } from "./fit-lines.ts";
import { printable } from "./printable.ts";
import { wholeLine } from "./whole-line.ts";

export interface ErrorStyle {
  readonly color: boolean;
  /** Adds the stack traces. */
  readonly debug: boolean;
  /** Columns of the terminal; 0 or nothing: lines stay as long as they are, for a log or a search. */
  readonly width?: number;
}

const INDENT = " ".repeat(7);

/** Codes of the operating system (ENOSPC: full disk): for the person to mend. Those of Node begin with ERR_. */
const REFUSED = /^E[A-Z0-9]+$/;
/** Characters of a source line that are shown, around the place that is meant. */
const LONGEST_EXCERPT = 160;

/** Any thrown value as an error that says what to do: what ivy did not foresee is a bug in ivy. */
export function asIvyError(thrown: unknown): IvyError {
  if (thrown instanceof IvyError) return thrown;
  const message = messageOf(thrown);
  const system = thrown as { code?: unknown; path?: unknown } | null;
  if (thrown instanceof Error && typeof system?.code === "string" && REFUSED.test(system.code)) {
    return new IoError({
      code: `io-${system.code.toLowerCase()}`,
      message: `Reading or writing failed: ${message}`,
      where: typeof system.path === "string" ? { file: system.path } : {},
      help: "Check that the folder exists, may be written to, and that the disk has room.",
      cause: thrown,
    });
  }
  if (isOutOfMemory(thrown)) {
    return new DataError({
      code: "out-of-memory",
      message: "There is not enough memory for these prices: the system gives this process no more.",
      help: 'Ask for less: fewer tickers, or a part of a file by --sql "SELECT … FROM … WHERE …". Or lift a limit of the shell: ulimit -v',
      cause: thrown,
    });
  }
  return new InternalError({
    code: "bug",
    message: `This is a bug in ivy: ${message}`,
    help: "Please report it with the command you typed and what it prints with --debug.",
    cause: thrown,
  });
}

/** What happened, where, what to do now: the text for a person, with a line break at its end. */
export function errorText(error: IvyError, style: ErrorStyle, args: readonly string[] = []): string {
  const label = style.color ? "\u001b[1;31merror\u001b[0m" : "error";
  const width = (style.width ?? 0) - INDENT.length;
  const whole = errorLines(error, args);
  const lines = width > 0 ? fitLines(whole, width) : whole;
  return `${label}  ${lines.join(`\n${INDENT}`)}\n${style.debug ? stacks(error) : ""}`;
}

/** The lines of that text, without its label. */
export function errorLines(error: IvyError, args: readonly string[] = []): string[] {
  const help = wholeLine(error.help, args, error.where.flag, error.where.received).split("\n");
  // The word that was meant stands beside the mark, not below it.
  const isBeside = markOf(error.where) !== null && help[0]!.startsWith("did you mean ");
  const beside = isBeside ? help.shift()! : "";
  const lines = [...error.message.split("\n"), ...whereLines(error.where, error.message, beside), ...help];
  return lines.filter((line, index) => index === 0 || line !== "").map(printable);
}

/** The same for a program: one line of JSON, with a line break at its end. */
export function errorJson(error: IvyError, args: readonly string[] = []): string {
  const document = errorDocument(error);
  return `${JSON.stringify({ ...document, help: wholeLine(document.help, args, error.where.flag, error.where.received) })}\n`;
}

function whereLines(where: Where, message: string, beside: string): string[] {
  const lines: string[] = [];
  if (where.file !== undefined) {
    const place = [where.file, where.line, where.column].filter((part) => part !== undefined).join(":");
    if (!message.includes(place)) lines.push(place);
  }
  lines.push(...excerptLines(where, beside));
  const said = `${message}\n${where.excerpt ?? ""}`;
  const unsaid = (value: string | number | undefined) => value !== undefined && !said.includes(String(value));
  const context = [
    unsaid(where.flag) ? where.flag : undefined,
    unsaid(where.key) && where.excerpt === undefined ? `key "${where.key}"` : undefined,
    unsaid(where.symbol) ? where.symbol : undefined,
    unsaid(where.time) ? where.time : undefined,
    unsaid(where.bar) ? `bar ${where.bar}` : undefined,
    unsaid(where.expected) ? `expected ${where.expected}` : undefined,
    unsaid(where.received) ? `received ${where.received}` : undefined,
  ].filter((part) => part !== undefined);
  if (context.length > 0) lines.push(context.join(", "));
  return lines;
}

function excerptLines(whole: Where, beside: string): string[] {
  const where = clipped(whole);
  const { excerpt, line } = where;
  if (excerpt === undefined) return [];
  const number = line === undefined ? "" : String(line);
  const mark = markOf(where);
  const lines = [`${number} | ${excerpt.trimEnd()}`];
  if (mark !== null) lines.push(`${" ".repeat(number.length)} | ${mark}${beside === "" ? "" : `  ${beside}`}`);
  return lines;
}

/** A source line that is too long, cut to what stands around the column. */
function clipped(where: Where): Where {
  const { excerpt = "", column = 1 } = where;
  if (excerpt.length <= LONGEST_EXCERPT) return where;
  const from = Math.max(0, column - 1 - LONGEST_EXCERPT / 2);
  const to = from + LONGEST_EXCERPT;
  const [before, after] = [from > 0 ? "…" : "", to < excerpt.length ? "…" : ""];
  const text = before + excerpt.slice(from, to) + after;
  return { ...where, excerpt: text, ...(where.column !== undefined && { column: column - from + before.length }) };
}

/** Carets under what is meant; null where the line or the column is not known. */
function markOf({ excerpt, column, span = 1 }: Where): string | null {
  const shown = excerpt?.trimEnd();
  if (shown === undefined || column === undefined || column < 1 || column > shown.length + 1) return null;
  // Tabs before the mark stay tabs, so that it stands under its character.
  const before = shown.slice(0, column - 1).replace(/[^\t]/g, " ");
  return before + "^".repeat(Math.max(1, Math.min(span, shown.length - column + 1)));
}

function stacks(error: Error): string {
  let text = "";
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    text += `\n${text === "" ? "" : "caused by "}${current.stack ?? String(current)}\n`;
  }
  return text;
}
