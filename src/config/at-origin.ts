import { ConfigError, DataError, type ErrorParts, IvyError, StrategyError, UsageError } from "#base/errors";
import { helpInFileWords, inFileWords } from "./file-words.ts";
import type { GivenSettings, SettingKey } from "./given-settings.ts";
import { flagOf, SETTING_KEYS } from "./given-settings.ts";
import type { FileOrigin, Given, Place } from "./origin.ts";

/** Does the work; an error about a value that a run file gave is thrown with the file, line and column of the value. */
export function readAt<T>(given: GivenSettings, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw atOrigin(error, given);
  }
}

/** The same for work that takes time. */
export async function runAt<T>(given: GivenSettings, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw atOrigin(error, given);
  }
}

/**
 * An error with the place of the value that it is about, where a run file gave that value: in the words of a file, not
 * of flags. A wrong flag becomes a ConfigError then; missing prices stay a DataError. Other errors come back as they are.
 */
export function atOrigin(error: unknown, given: GivenSettings): unknown {
  if (!(error instanceof IvyError)) return error;
  const found = subjectOf(error, given);
  if (found === null) return withNamedFile(error, given);
  const { key, origin, value } = found;
  const place = placeIn(origin, error);
  const said = (words: string) => masked(words, origin, value);
  const { flag: _flag, key: _key, received, ...rest } = error.where;
  const parts: ErrorParts = {
    code: error.code,
    message: `${place.file}:${place.line}:${place.column}  ${said(inFileWords(error.message)).replace(/\.$/, "")}`,
    where: { ...rest, ...place, key, ...(received !== undefined && { received: said(received) }) },
    help: said(helpInFileWords(error.help, error.code === "unknown-setting")),
    cause: error.cause,
  };
  if (error instanceof DataError) return new DataError(parts);
  if (error instanceof StrategyError) return new StrategyError(parts);
  if (error instanceof UsageError || error instanceof ConfigError) return new ConfigError(parts);
  return error;
}

interface Subject {
  readonly key: string;
  readonly origin: FileOrigin;
  readonly value: Given["value"];
}

/** The value of a file that an error is about; null where there is none, or the error has a place already. */
function subjectOf({ code, where }: IvyError, { settings, params, reading, trading }: GivenSettings): Subject | null {
  const { file, line, flag, key } = where;
  const told = [ABOUT[code] ?? []].flat().find((one) => settings.get(one)?.origin.kind === "file");
  if (told !== undefined && line === undefined) return fromFile(told, settings.get(told));
  if (code === "parameter-constraint") return lastParameter(params);
  if (file !== undefined) return null;
  if (flag === "--read") return key === undefined ? null : fromFile(`data.${key}`, reading.get(key));
  const section = (flag ?? "").slice(2);
  if (key !== undefined && trading.has(`${section}.${key}`)) {
    return fromFile(`${section}.${key}`, trading.get(`${section}.${key}`));
  }
  const name = section || key;
  if (name === undefined) return null;
  const setting = SETTING_KEYS.find((one) => one === name || flagOf(one) === flag);
  const parameter = [...params.keys()].find((one) => one === name || one.endsWith(`.${name}`));
  const given =
    setting !== undefined && settings.has(setting)
      ? settings.get(setting)
      : flag === undefined && parameter !== undefined
        ? params.get(parameter)
        : undefined;
  return fromFile(setting ?? name, given);
}

/** Errors that speak of the prices, though a setting may be what is wrong. */
const ABOUT: Readonly<Record<string, SettingKey | readonly SettingKey[]>> = {
  "no-bars-in-range": ["from", "to"],
  "wrong-timeframe": "timeframe",
};

function fromFile(key: string, given: Given | undefined): Subject | null {
  return given?.origin.kind === "file" ? { key, origin: given.origin, value: given.value } : null;
}

/** Parameters that do not fit together: the last one that a file gave is as good as any. */
function lastParameter(params: GivenSettings["params"]): Subject | null {
  const found = [...params].filter(([, { origin }]) => origin.kind === "file").at(-1);
  return found === undefined ? null : fromFile(found[0], found[1]);
}

/** A file that could not be read was named somewhere. */
function withNamedFile(error: IvyError, { settings }: GivenSettings): IvyError {
  const { file, line } = error.where;
  if (file === undefined || line !== undefined) return error;
  for (const key of ["data", "finer", "strategy", "out", "actions"] satisfies SettingKey[]) {
    const given = settings.get(key);
    if (
      given?.origin.kind !== "file" ||
      ![given.value].flat().some((path) => plainPath(String(path)) === plainPath(file))
    )
      continue;
    const { place } = given.origin;
    const { code, where, help, cause } = error;
    const said = (words: string) => hidden(words, given);
    const message = said(error.message);
    const named = `${place.file}:${place.line} names it; paths in a run file start at the file's own folder.`;
    const plain = help.replace("Check the path: it is read from the folder in which ivy runs.", "Check the path.");
    const parts = { code, message, where: { ...where, file: said(file) }, help: `${said(plain)}\n${named}`, cause };
    if (error instanceof DataError) return new DataError(parts);
    if (error instanceof StrategyError) return new StrategyError(parts);
  }
  return error;
}

/** Of a path that the environment gave its parts are no less a secret. */
function hidden(words: string, { origin, value }: Given): string {
  if (origin.kind !== "file") return words;
  const names = [value].flat().flatMap((path) => {
    const parts = String(path).split(/[/\\]/);
    const folder = parts.slice(0, -1).join("/");
    return folder.length > 1 ? [folder, parts.at(-1)!] : [parts.at(-1)!];
  });
  return masked(masked(words, origin, value), origin, names);
}

function plainPath(path: string): string {
  return path.replace(/^\.\//, "");
}

/** The item of a list that the error names, else the whole value. */
function placeIn({ place, keyPlace, items }: FileOrigin, { code, message, where }: IvyError): Place {
  if (code === "unknown-parameter" || code === "parameter-of-no-strategy" || code === "unknown-setting")
    return keyPlace;
  const named = items.filter(({ text }) => text === where.received || wordIn(text, message));
  // Of a name that stands twice the second is the one too many.
  return named.at(-1)?.place ?? place;
}

function wordIn(word: string, text: string): boolean {
  return text.split(/[^\p{L}\p{N}._/-]+/u).some((part) => part === word || part === `${word}.`);
}

/** What the environment filled in may be a secret. */
function masked(words: string, { environment, written, items }: FileOrigin, value: Given["value"]): string {
  if (environment.length === 0) return words;
  const values = [...[value].flat().map(String), ...items.map(({ text }) => text)].filter((text) => text !== "");
  return values.reduce((text, secret) => text.replaceAll(secret, written), words);
}
