"""W4: 500 assets over 2,520 days, weights brought back every 21 days or every day, prices with holes. W4-ivy: w4_next_open.py."""
import warnings

import numpy as np
import numba
from numba import njit

from data import panel
from timing import installed, measure

warnings.filterwarnings("ignore")
M, N, CASH, FEE, SLIP = 500, 2520, 1e6, 0.001, 0.0005
# Final equity and executions.
GOLDEN = {"monthly": [1_171_203.60509, 57_590], "daily": [1_148_310.8111, 1_210_323]}
EVERY = {"monthly": 21, "daily": 1}

sizes, prices = panel(M, N, 5)


@njit(cache=True)
def rebalance(sizes, prices, every):
    units, last, cash, fills, value = np.zeros(M), np.zeros(M), CASH, 0, CASH
    for t in range(N):
        today = prices[t]
        held, stuck, total = 0.0, 0.0, 0.0
        for a in range(M):
            if today[a] == today[a]:
                last[a] = today[a]
                total += sizes[a]
            else:
                stuck += units[a] * last[a]
            held += units[a] * last[a]
        value = cash + held
        if t % every != 0:
            continue
        for a in range(M):
            if today[a] == today[a]:
                move = sizes[a] * (value - stuck) / total - units[a] * today[a]
                if move != 0.0:
                    fills += 1
                    units[a] += move / today[a]
                    cash -= move * ((1 + SLIP) * (1 + FEE) if move > 0 else (1 - SLIP) * (1 - FEE))
    value = cash
    for a in range(M):
        value += units[a] * last[a]
    return value, fills


for case, every in EVERY.items():
    measure("W4", case, "numba loop", numba.__version__, lambda: rebalance(sizes, prices, every), list, GOLDEN[case], 5)

version = installed("W4", "", "vectorbt", "vectorbt")
if version is not None:
    import pandas as pd
    import vectorbt as vbt

    close = pd.DataFrame(prices, index=pd.date_range("2000-01-03", periods=N, freq="B"))
    engines = ["numba"] if installed("W4", "", "vectorbt-rust", "vectorbt-rust") is None else ["numba", "rust"]
    for case, every in EVERY.items():
        days = np.arange(0, N, every)
        there = np.where(np.isnan(prices[days]), np.nan, sizes)
        weights = np.full((N, M), np.nan)
        weights[days] = there / np.nansum(there, axis=1, keepdims=True)
        for engine in engines:

            def orders():
                portfolio = vbt.Portfolio.from_orders(
                    close, size=weights, size_type="targetpercent", group_by=True, cash_sharing=True, call_seq="auto",
                    fees=FEE, slippage=SLIP, init_cash=CASH, freq="1D", engine=engine,
                )
                return portfolio.value().iloc[-1], len(portfolio.orders.values)

            measure("W4", case, f"vectorbt ({engine})", version, orders, list, GOLDEN[case], 1,
                    note="weights are shares of all equity, also of what does not trade; a purchase without cash is cut")
