import { readFileSync } from "node:fs";
import { InterruptedError, IvyError, UsageError } from "#base/errors";
import type { AnyStrategy, Universe } from "#strategy/define-strategy";
import { describeParameters, type ParameterFacts } from "#strategy/describe-parameters";
import { leadingComment } from "#strategy/leading-comment";
import type { Surroundings } from "./backtest-request.ts";
import { strategyFolders } from "./strategy-folders.ts";

/** A strategy of the list: what it is, or why it does not load. */
export interface ListedStrategy {
  readonly name: string;
  /** As a person would type it. */
  readonly file: string;
  readonly builtIn: boolean;
  /** Null where it does not load. */
  readonly summary: string | null;
  readonly universe: Universe | null;
  readonly params: readonly ParameterFacts[];
  readonly error: { readonly code: string; readonly message: string; readonly line?: number } | null;
}

export interface ShownStrategy {
  readonly name: string;
  readonly file: string;
  readonly builtIn: boolean;
  readonly summary: string;
  readonly universe: Universe;
  /** The comment at the top of the file, its paragraphs apart by an empty line. */
  readonly comment: string;
  readonly params: readonly ParameterFacts[];
}

/** Every strategy that a bare name can mean, the person's own first. A file that does not load is listed with its error. */
export async function listedStrategies(at: Surroundings): Promise<readonly ListedStrategy[]> {
  const { listStrategies } = await import("#strategy/adapters/find-strategy");
  const { loadStrategy } = await import("#strategy/adapters/load-strategy");
  const folders = strategyFolders(at);
  const listed: ListedStrategy[] = [];
  for (const { name, shownFile, builtIn } of listStrategies(folders)) {
    const about = { name, file: shownFile, builtIn };
    try {
      const { definition } = await loadStrategy(name, folders);
      const { summary, universe, params } = definition as AnyStrategy;
      listed.push({ ...about, summary, universe, params: describeParameters(params), error: null });
    } catch (error) {
      if (!(error instanceof IvyError) || error instanceof InterruptedError) throw error;
      const { code, message, where } = error;
      const line = where.line === undefined ? {} : { line: where.line };
      listed.push({ ...about, summary: null, universe: null, params: [], error: { code, message, ...line } });
    }
  }
  return [...listed.filter(({ builtIn }) => !builtIn), ...listed.filter(({ builtIn }) => builtIn)];
}

/** One strategy by name or path. Throws what loading it throws. */
export async function shownStrategy(nameOrPath: string, at: Surroundings): Promise<ShownStrategy> {
  const { loadStrategy } = await import("#strategy/adapters/load-strategy");
  const loaded = await loadStrategy(nameOrPath, strategyFolders(at)).catch((error: unknown) => {
    throw saidAs("ivy strategies show", error);
  });
  const { name, file, shownFile, definition, builtIn } = loaded;
  const { summary, universe, params } = definition as AnyStrategy;
  const comment = leadingComment(readFileSync(file, "utf8"));
  return { name, file: shownFile, builtIn, summary, universe, comment, params: describeParameters(params) };
}

/** The error for an unknown name, its near miss said for the place where the name stood instead of --strategy. */
export function saidAs(place: string, error: unknown): unknown {
  if (!(error instanceof UsageError)) return error;
  const { code, message, help, where } = error;
  const { flag: _, ...rest } = where;
  const mended = help.replace("Did you mean: --strategy ", `Did you mean: ${place} `);
  return new UsageError({ code, message, where: rest, help: mended });
}
