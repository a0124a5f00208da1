import { EXIT_CODES, type ExitName } from "./exit-codes.ts";

/** Where it happened. Every field is optional; the text and the JSON error print those that are there. */
export interface Where {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Columns that the mark under the source line covers; 1 unless given. */
  readonly span?: number;
  readonly key?: string;
  readonly flag?: string;
  readonly symbol?: string;
  /** ISO 8601: the session date of a daily bar, else date and time in UTC. */
  readonly time?: string;
  readonly bar?: number;
  readonly expected?: string;
  readonly received?: string;
  /** The offending source line, as it stands in the file. */
  readonly excerpt?: string;
}

export interface ErrorParts {
  /** Stable, kebab-case: scripts match on it. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly message: string;
  readonly where?: Where;
  /** What to do now. */
  readonly help: string;
  readonly cause?: unknown;
}

/**
 * Every error that a person may see: what happened, where, and what to do now.
 * The subclass says who can mend it, and so which exit code the process ends with.
 */
export abstract class IvyError extends Error {
  abstract readonly exit: ExitName;
  readonly code: string;
  readonly where: Where;
  readonly help: string;

  constructor(parts: ErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = new.target.name;
    this.code = parts.code;
    this.where = parts.where ?? {};
    this.help = parts.help;
  }

  get exitCode(): number {
    return EXIT_CODES[this.exit].code;
  }
}

/** A command, flag or value on the command line is wrong. */
export class UsageError extends IvyError {
  override readonly exit = "usage";
}

/** A setting or a strategy parameter is wrong. */
export class ConfigError extends IvyError {
  override readonly exit = "config";
}

/** Prices are missing, broken, or too few. */
export class DataError extends IvyError {
  override readonly exit = "data";
}

/** The strategy file does not compile, throws, or asks for something that cannot be. */
export class StrategyError extends IvyError {
  override readonly exit = "strategy";
}

/** A key or password is missing, or is not accepted. */
export class AuthenticationError extends IvyError {
  override readonly exit = "authentication";
}

/** A broker or a provider of prices does not answer, or wants no more for now: later it may. */
export class BrokerUnavailableError extends IvyError {
  override readonly exit = "brokerUnavailable";
}

/** Some of the work is done and kept, some is not. */
export class PartlyDoneError extends IvyError {
  override readonly exit = "partlyDone";
}

/** Another process is at the same work. */
export class LockedError extends IvyError {
  override readonly exit = "locked";
}

/** Reading or writing failed: disk full, no permission. */
export class IoError extends IvyError {
  override readonly exit = "io";
}

/** The person stopped it with Ctrl-C. */
export class InterruptedError extends IvyError {
  override readonly exit = "interrupted";
}

/** A bug in ivy. */
export class InternalError extends IvyError {
  override readonly exit = "internal";
}
