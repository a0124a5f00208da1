/**
 * The text of a run file to start from: it runs as it is on the sample, and shows what else may be said.
 *
 * @param schema where an editor finds the schema, relative to the file
 */
export function startingFile(schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# A run: ivy backtest --config THIS-FILE. Flags override what stands here.
# Every key is told in docs/run-files.md; editors with a YAML plugin complete them.

# What to run: a built-in strategy, one of strategies/, or a file such as ./mine.ts.
strategy: sma-cross
params:
  fast: 20
  slow: 100

# On which prices. Without data: a folder data/ where you work, your catalog, the sample that ships.
tickers: [KO]
from: 2013-01-01
# to: 2022
# data: prices/

# With what money, and what trading costs.
cash: 100000
commission: none
slippage: 5bps

# What must hold for the exit code to be 0.
# require:
#   - sharpe>=0.3
#   - maxDrawdown<=40%
`;
}
