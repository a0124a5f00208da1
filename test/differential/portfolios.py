"""Three portfolios of the sample's twenty stocks by other means, for test/golden/portfolios.test.ts.

From the root of the project: python test/differential/portfolios.py (NumPy, pandas). Weights are asked for at the first close of
2000 and at the close of each month's last session; what they come to is traded at the next close, sales first, purchases
scaled to the cash, 5 bps of slippage. Prints final equity and fills.
"""
import numpy as np
import pandas as pd

CASH, SLIP = 1e5, 5e-4

frame = pd.read_csv("data/sample/us-stocks.csv.gz", parse_dates=["Date"]).set_index("Date")
prices, dates = frame.values, frame.index
months = np.array([date.year * 12 + date.month for date in dates])
# The data end before December 2022 does: its last session is not there.
is_last = np.r_[months[1:] != months[:-1], False]
start = int(np.searchsorted(dates, pd.Timestamp("2000-01-01")))
assets = prices.shape[1]


def run(weights):
    cash, units, wanted, fills, equity = CASH, np.zeros(assets), None, 0, 0.0
    for day in range(start, len(prices)):
        price = prices[day]
        if wanted is not None:
            sells, buys = wanted < 0, wanted > 0
            cash -= (wanted[sells] * price[sells] * (1 - SLIP)).sum()
            units[sells] += wanted[sells]
            cost = (wanted[buys] * price[buys] * (1 + SLIP)).sum()
            share = min(1.0, cash / cost) if cost > 0 else 1.0
            cash -= (wanted[buys] * share * price[buys] * (1 + SLIP)).sum()
            units[buys] += wanted[buys] * share
            fills += int(sells.sum() + buys.sum())
            wanted = None
        equity = cash + (units * price).sum()
        if day == start or is_last[day]:
            wanted = weights(day) * equity / price - units
            wanted[np.abs(wanted * price) < 1e-12 * equity] = 0
    return equity, fills


def equal(day):
    return np.full(assets, 1 / assets)


def momentum(day, lookback=231, skip=21, top=5):
    rise = prices[day - skip] / prices[day - skip - lookback] - 1
    best = [i for i in np.argsort(-rise, kind="stable") if rise[i] > 0][:top]
    weights = np.zeros(assets)
    weights[best] = 1 / top
    return weights


def inverse_volatility(day, lookback=63):
    returns = prices[day - lookback + 1 : day + 1] / prices[day - lookback : day] - 1
    inverse = 1 / returns.std(axis=0, ddof=1)
    return inverse / inverse.sum()


for weights in (equal, momentum, inverse_volatility):
    equity, fills = run(weights)
    print(weights.__name__, repr(float(equity)), fills)
