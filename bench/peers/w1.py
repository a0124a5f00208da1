"""W1 and W1-ivy: a million bars, an order now and then or on every bar; trades, return, Sharpe ratio, drawdown."""
import numpy as np
import numba
from numba import njit

from data import dense_signals, sparse_signals, walk
from timing import installed, measure

N = 1_000_000
GOLDEN = {
    "sparse": [700, -0.9302002032616944, -0.115433097324924, 0.9310729698588024],
    "dense": [500_000, -0.4824970384450442, -0.026761533025529, 0.5090531748110152],
}
# By the kernel of bench/c/bound.c.
GOLDEN_IVY = {
    "sparse": [700, -0.929896731354760, -0.115441758655931, 0.930772680318748],
    "dense": [499_999, -0.482305841392037, -0.026763002504980, 0.508874122450581],
}


@njit(cache=True)
def statistics_of(equity, cash):
    """Return, Sharpe ratio (252 bars a year, ddof 1) and drawdown of equity that began as cash."""
    n = len(equity)
    before, peak, worst, s1, s2 = cash, cash, 1.0, 0.0, 0.0
    for i in range(n):
        e = equity[i]
        r = e / before - 1
        s1 += r
        s2 += r * r
        peak = max(peak, e)
        worst = min(worst, e / peak)
        before = e
    mean = s1 / n
    return before / cash - 1, mean / np.sqrt((s2 - n * mean * mean) / (n - 1)) * np.sqrt(252), 1 - worst


@njit(cache=True)
def at_signal(close, enter, leave, fee, slip):
    equity = np.empty(len(close))
    cash, held, trades = 1e5, 0.0, 0
    for i in range(len(close)):
        if held == 0.0:
            if enter[i]:
                held = cash / (close[i] * (1 + slip) * (1 + fee))
                cash = 0.0
        elif leave[i]:
            cash = held * close[i] * (1 - slip) * (1 - fee)
            held = 0.0
            trades += 1
        equity[i] = cash + held * close[i]
    return trades, equity


@njit(cache=True)
def next_open(open_, close, enter, leave, fee, slip):
    """The same at the next open, in whole shares, with the rest of the cash left over."""
    equity = np.empty(len(close))
    cash, held, trades = 1e5, 0.0, 0
    for i in range(len(close)):
        if i > 0:
            if held == 0.0:
                if enter[i - 1]:
                    unit = open_[i] * (1 + slip) * (1 + fee)
                    held = np.floor(cash / unit)
                    cash -= held * unit
            elif leave[i - 1]:
                cash += held * open_[i] * (1 - slip) * (1 - fee)
                held = 0.0
                trades += 1
        equity[i] = cash + held * close[i]
    return trades, equity


def loops(case, o, c, enter, leave, fee, slip):
    def one(loop, *columns):
        trades, equity = loop(*columns, enter, leave, fee, slip)
        return [trades, *statistics_of(equity, 1e5)]

    measure("W1", case, "numba loop", numba.__version__, lambda: one(at_signal, c), list, GOLDEN[case])
    measure("W1-ivy", case, "numba loop", numba.__version__, lambda: one(next_open, o, c), list, GOLDEN_IVY[case])


def vectorbt_rows(case, c, enter, leave, fee, slip):
    version = installed("W1", case, "vectorbt", "vectorbt")
    if version is None:
        return
    import pandas as pd
    import vectorbt as vbt

    close = pd.Series(c, index=pd.date_range("2000-01-01", periods=N, freq="1D", unit="s"))
    engines = ["numba"] if installed("W1", case, "vectorbt-rust", "vectorbt-rust") is None else ["numba", "rust"]
    for engine in engines:

        def run():
            portfolio = vbt.Portfolio.from_signals(
                close, enter, leave, fees=fee, slippage=slip, init_cash=1e5, freq="1D", engine=engine
            )
            portfolio.value()
            sharpe = portfolio.sharpe_ratio(year_freq="252D")
            return len(portfolio.trades.records), portfolio.total_return(), sharpe, -portfolio.max_drawdown()

        measure("W1", case, f"vectorbt ({engine})", version, run, list, GOLDEN[case], 2)


def raptorbt_row(case, columns, enter, leave, fee, slip):
    version = installed("W1", case, "raptorbt", "raptorbt")
    if version is None:
        return
    import raptorbt

    time, volume = np.arange(N, dtype=np.int64) * 86_400_000_000_000, np.ones(N)
    config = raptorbt.BacktestConfig(initial_capital=1e5, fees=fee, slippage=slip, periods_per_year=252.0)

    def run():
        result = raptorbt.run_single_backtest(time, *columns, volume, enter, leave, config=config)
        result.equity_curve()
        return result.metrics

    def figures(m):
        return m.total_trades, m.total_return_pct / 100, m.sharpe_ratio, m.max_drawdown_pct / 100

    measure("W1", case, "raptorbt", version, run, figures, GOLDEN[case], 3)


o, h, l, c = walk(N, 1, 0.0, 0.0005)
for case, (enter, leave), fee, slip in [
    ("sparse", sparse_signals(N), 0.001, 0.0005),
    ("dense", dense_signals(N), 1e-8, 5e-9),
]:
    loops(case, o, c, enter, leave, fee, slip)
    raptorbt_row(case, (o, h, l, c), enter, leave, fee, slip)
    vectorbt_rows(case, c, enter, leave, fee, slip)
