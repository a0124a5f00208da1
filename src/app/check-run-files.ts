import { IvyError } from "#base/errors";
import { atOrigin } from "#config/at-origin";
import { type GivenSettings, mergeSettings } from "#config/given-settings";
import { type LoadedRunFile, loadRunFile, type RunFileSurroundings } from "#config/load-run-file";
import { checkWindow, readSetting } from "#config/read-settings";
import type { Surroundings } from "./backtest-request.ts";
import { loadStrategies, type NamedStrategy } from "./load-strategies.ts";
import { parametersOfEach } from "./parameters-of-each.ts";

export interface CheckedRunFile {
  /** As typed. */
  readonly file: string;
  /** Empty where the file is fine. */
  readonly mistakes: readonly IvyError[];
}

/**
 * Checks run files as far as that is possible without prices: the text, every key and value, the files included, and
 * the strategies with their parameters. All mistakes are found, not only the first. A file that only others include need
 * not name a strategy.
 */
export async function checkRunFiles(
  files: readonly string[],
  surroundings: Surroundings & RunFileSurroundings,
): Promise<readonly CheckedRunFile[]> {
  const checked: CheckedRunFile[] = [];
  for (const file of files) checked.push({ file, mistakes: await mistakesIn(file, surroundings) });
  return checked;
}

async function mistakesIn(file: string, surroundings: Surroundings & RunFileSurroundings): Promise<IvyError[]> {
  let loaded: LoadedRunFile;
  try {
    loaded = loadRunFile(file, surroundings);
  } catch (error) {
    return [ivyError(error)];
  }
  const given = mergeSettings(loaded.layers);
  const mistakes: IvyError[] = [...loaded.mistakes];
  const note = (work: () => void) => {
    try {
      work();
    } catch (error) {
      mistakes.push(ivyError(atOrigin(error, given)));
    }
  };
  note(() => checkWindow(given));
  const strategies = await strategiesOf(given, surroundings, mistakes);
  if (strategies.length > 0) checkParameters(given, strategies, note);
  return inOrderOfLines(mistakes);
}

/** As a person goes through the file; what has no line comes first, and included files stay in the order they came in. */
function inOrderOfLines(mistakes: readonly IvyError[]): IvyError[] {
  const files = [...new Set(mistakes.map(({ where }) => where.file))];
  return [...mistakes].sort(
    ({ where: a }, { where: b }) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

async function strategiesOf(
  given: GivenSettings,
  surroundings: Surroundings,
  mistakes: IvyError[],
): Promise<readonly NamedStrategy[]> {
  const found: NamedStrategy[] = [];
  const names = readSetting(given, "strategy") ?? [];
  for (const name of names) {
    try {
      found.push(...(await loadStrategies({ strategies: [name] }, surroundings)));
    } catch (error) {
      mistakes.push(ivyError(atOrigin(error, given)));
    }
  }
  // Parameters of a strategy that is not there would all be strange to the others.
  return found.length === names.length ? found : [];
}

/** Each parameter alone, so that all wrong ones are said; then all together, where each is right. */
function checkParameters(
  given: GivenSettings,
  strategies: readonly NamedStrategy[],
  note: (work: () => void) => void,
): void {
  let isEachRight = true;
  // Alone a value may break a constraint that holds for all of them.
  const loose = strategies.map((one) => ({ ...one, strategy: { ...one.strategy, constraint: () => true } }));
  for (const [name, { value }] of given.params) {
    note(() => {
      try {
        parametersOfEach(loose, new Map([[name, String(value)]]));
      } catch (error) {
        isEachRight = false;
        throw error;
      }
    });
  }
  const all = new Map([...given.params].map(([name, { value }]) => [name, String(value)]));
  if (isEachRight) note(() => parametersOfEach(strategies, all));
}

function ivyError(error: unknown): IvyError {
  if (error instanceof IvyError) return error;
  throw error;
}
