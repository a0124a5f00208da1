import { Runner, type RunnerSetup } from "#engine/runner";
import type { CoreStatistics } from "#results/run-record";
import type { AnyStrategy } from "#strategy/define-strategy";
import type { ParameterValue } from "#strategy/parameters";
import type { ParameterValues } from "#strategy/resolve-parameters";

/** For each parameter that is searched, the values to try. */
export type Space = Readonly<Record<string, readonly ParameterValue[]>>;

export interface SweepSetup extends Omit<RunnerSetup, "keep" | "warmup"> {
  readonly trials: readonly ParameterValues[];
  /** "auto": all trials start to be evaluated at the bar that the slowest needs; a number: after that many bars. */
  readonly warmup: "auto" | number;
}

/** The statistics of each trial, as columns in the order of the trials. */
export interface SweepResult {
  readonly trials: readonly ParameterValues[];
  /** Measured bars, the same for every trial that was not ruined. */
  readonly bars: Float64Array;
  readonly startingCash: number;
  readonly finalEquity: Float64Array;
  readonly sumOfReturns: Float64Array;
  readonly sumOfSquaredReturns: Float64Array;
  readonly maxDrawdown: Float64Array;
  readonly barsHeld: Float64Array;
  readonly openings: Float64Array;
  readonly closings: Float64Array;
}

/**
 * Every combination of the space's values that the strategy's constraint allows, the last parameter running fastest;
 * parameters that are not searched have their defaults.
 */
export function gridOf(strategy: AnyStrategy, space: Space): ParameterValues[] {
  const defaults = Object.fromEntries(
    Object.entries(strategy.params).map(([name, { default: value }]) => [name, value]),
  );
  let grid: ParameterValues[] = [defaults];
  for (const [name, values] of Object.entries(space)) {
    grid = grid.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  }
  const { constraint } = strategy;
  return constraint === undefined ? grid : grid.filter((point) => constraint(point) === true);
}

/**
 * Runs the strategy once for each trial, statistics only. Each indicator is computed once per value of its argument; the
 * statistics are those of a single run of that trial, to the last bit. Throws what Runner.run throws.
 */
export function sweep(setup: SweepSetup): SweepResult {
  const { trials } = setup;
  const runner = new Runner({ ...setup, keep: "statistics", warmup: 0 });
  const warmup = setup.warmup === "auto" ? slowestWarmup(runner, trials) : setup.warmup;
  const n = trials.length;
  const result = {
    trials,
    bars: new Float64Array(n),
    startingCash: setup.cash,
    finalEquity: new Float64Array(n),
    sumOfReturns: new Float64Array(n),
    sumOfSquaredReturns: new Float64Array(n),
    maxDrawdown: new Float64Array(n),
    barsHeld: new Float64Array(n),
    openings: new Float64Array(n),
    closings: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) keep(result, i, runner.run(trials[i]!, warmup));
  return result;
}

function slowestWarmup(runner: Runner, trials: readonly ParameterValues[]): number {
  let slowest = 0;
  for (const trial of trials) slowest = Math.max(slowest, runner.warmupFor(trial));
  return slowest;
}

function keep(result: SweepResult, i: number, statistics: CoreStatistics): void {
  result.bars[i] = statistics.bars;
  result.finalEquity[i] = statistics.finalEquity;
  result.sumOfReturns[i] = statistics.sumOfReturns;
  result.sumOfSquaredReturns[i] = statistics.sumOfSquaredReturns;
  result.maxDrawdown[i] = statistics.maxDrawdown;
  result.barsHeld[i] = statistics.barsHeld;
  result.openings[i] = statistics.openings;
  result.closings[i] = statistics.closings;
}
