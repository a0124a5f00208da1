"""W2: 14,950 crosses of two averages over 2,500 bars, and W2c, the same at the next open in whole shares."""
import numpy as np
import numba
from numba import njit

from data import average, walk
from timing import installed, measure

N, FEE, SLIP = 2500, 0.001, 0.0005
# Entries, the sum of the Sharpe ratios, the best one.
GOLDEN = [319_772, -4149.980387486, 0.23321617175600035]
GOLDEN_IVY = [319_425, -4154.2766178, 0.23335521245971005]
BLOCK = 500

o, h, l, c = walk(N, 11, 0.0003, 0.012)
pairs = np.array([(f, s) for f in range(2, 102) for s in range(2, 202) if f < s])


@njit(cache=True)
def sweep(o, c, pairs, tables, late):
    entries, total, best = 0, 0.0, -np.inf
    n = len(c)
    start = 100_000.0 if late else 1.0
    for k in range(len(pairs)):
        fast, slow = tables[pairs[k, 0]], tables[pairs[k, 1]]
        cash, held, before, s1, s2, wanted = start, 0.0, start, 0.0, 0.0, 0
        for i in range(n):
            # Under the rules of ivy what a bar wants fills at the next open; else at its own close.
            if not late and i >= pairs[k, 1] - 1:
                wanted = 1 if held == 0.0 and fast[i] > slow[i] else -1 if held != 0.0 and fast[i] < slow[i] else 0
            price = o[i] if late else c[i]
            if wanted > 0:
                unit = price * (1 + SLIP) * (1 + FEE)
                held = np.floor(cash / unit) if late else cash / unit
                cash = cash - held * unit if late else 0.0
                entries += 1
            elif wanted < 0:
                cash += held * price * (1 - SLIP) * (1 - FEE)
                held = 0.0
            wanted = 0
            if late and i >= pairs[k, 1] - 1:
                wanted = 1 if held == 0.0 and fast[i] > slow[i] else -1 if held != 0.0 and fast[i] < slow[i] else 0
            e = cash + held * c[i]
            r = e / before - 1
            s1 += r
            s2 += r * r
            before = e
        mean = s1 / n
        sharpe = mean / np.sqrt((s2 - n * mean * mean) / (n - 1)) * np.sqrt(252)
        total += sharpe
        best = max(best, sharpe)
    return entries, total, best


def tables():
    return np.array([c if w < 2 else average(c, w) for w in range(202)])


measure("W2", "", "numba loop", numba.__version__, lambda: sweep(o, c, pairs, tables(), False), list, GOLDEN, 5)
measure("W2c", "", "numba loop", numba.__version__, lambda: sweep(o, c, pairs, tables(), True), list, GOLDEN_IVY, 5)


def signals(lo, hi):
    every = tables()
    fast, slow = every[pairs[lo:hi, 0]], every[pairs[lo:hi, 1]]
    return fast > slow, fast < slow


version = installed("W2", "", "raptorbt", "raptorbt")
if version is not None:
    import raptorbt

    time, volume = np.arange(N, dtype=np.int64) * 86_400_000_000_000, np.ones(N)
    config = raptorbt.BacktestConfig(initial_capital=1.0, fees=FEE, slippage=SLIP, periods_per_year=252.0)

    def raptor():
        trades, total, best = 0, 0.0, -np.inf
        for lo in range(0, len(pairs), 5 * BLOCK):
            enter, leave = signals(lo, lo + 5 * BLOCK)
            items = [raptorbt.BatchSingleItem(str(k), enter[k], leave[k]) for k in range(len(enter))]
            for _, result in raptorbt.batch_single_backtest(time, o, h, l, c, volume, items, config):
                trades += result.metrics.total_trades
                total += result.metrics.sharpe_ratio
                best = max(best, result.metrics.sharpe_ratio)
        return trades, total, best

    measure("W2", "", "raptorbt", version, raptor, list, GOLDEN, 1, warm=False,
            note="all threads unless RAYON_NUM_THREADS=1")

version = installed("W2", "", "vectorbt", "vectorbt")
if version is not None:
    import pandas as pd
    import vectorbt as vbt

    close = pd.Series(c, index=pd.date_range("2000-01-01", periods=N, freq="1D"))
    engines = ["numba"] if installed("W2", "", "vectorbt-rust", "vectorbt-rust") is None else ["numba", "rust"]
    # A part of the combinations, scaled: the whole takes a quarter of a minute.
    part = 3 * BLOCK
    for engine in engines:

        def vector():
            entries, total, best = 0, 0.0, -np.inf
            for lo in range(0, part, BLOCK):
                enter, leave = signals(lo, lo + BLOCK)
                portfolio = vbt.Portfolio.from_signals(
                    close, enter.T, leave.T, fees=FEE, slippage=SLIP, init_cash=1.0, freq="1D", engine=engine
                )
                sharpe = portfolio.sharpe_ratio(year_freq="252D").values
                portfolio.total_return(), portfolio.max_drawdown()
                entries += len(portfolio.trades.records)
                total += np.nansum(sharpe)
                best = max(best, np.nanmax(sharpe))
            return entries, total, best

        measure("W2", "", f"vectorbt ({engine})", version, vector, list, GOLDEN, 1, scale=len(pairs) / part,
                note=f"{part} combinations, scaled to {len(pairs)}")
