/** Where strategies and their compiled form lie. All paths are absolute. */
export interface StrategyFolders {
  /** The person's folder: `strategies/` in it is looked in first. */
  readonly projectFolder: string;
  /** The built package's `dist/strategies`: compiled, one level below the public entry `index.js`. */
  readonly builtInFolder: string;
  /** Where compiled files are kept; `.ivy/cache` of the project folder unless given. */
  readonly cacheFolder?: string;
}
