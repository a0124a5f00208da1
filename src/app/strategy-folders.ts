import { join } from "node:path";
import type { StrategyFolders } from "#strategy/adapters/strategy-folders";
import type { Surroundings } from "./backtest-request.ts";

/** Where strategies are looked for. */
export function strategyFolders({ projectFolder, packageFolder }: Omit<Surroundings, "progress">): StrategyFolders {
  return { projectFolder, builtInFolder: join(packageFolder, "dist/strategies") };
}
