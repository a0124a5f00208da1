import type { AnyStrategy } from "#strategy/define-strategy";
import type { BacktestRequest, Surroundings } from "./backtest-request.ts";
import { strategyFolders } from "./strategy-folders.ts";

/** A strategy of the run, and the file that its errors point to. */
export interface NamedStrategy {
  readonly name: string;
  readonly strategy: AnyStrategy;
  readonly codeHash: string;
  readonly file: string;
  readonly shownFile: string;
}

/** The strategies of a request, in the order asked. Throws for one that is not there or does not load. */
export async function loadStrategies(
  { strategies }: Pick<BacktestRequest, "strategies">,
  at: Surroundings,
): Promise<readonly NamedStrategy[]> {
  const { loadStrategy } = await import("#strategy/adapters/load-strategy");
  const folders = strategyFolders(at);
  const loaded: NamedStrategy[] = [];
  for (const nameOrPath of strategies) {
    const { name, definition, codeHash, file, shownFile } = await loadStrategy(nameOrPath, folders);
    loaded.push({ name, strategy: definition as AnyStrategy, codeHash, file, shownFile });
  }
  return loaded;
}
