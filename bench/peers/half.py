"""The golden figures of W1-half, W2-half and W3-half by other means: the loops of W1 to W3 with no more than half of equity in the position.

The limit holds after the costs of the purchase: units x price <= half x (cash - units x (slippage + commission)). Needs numpy and numba:
python half.py. Figures of bench/product.ts were reached with numba 0.68 and NumPy 2.
"""
import numpy as np
from numba import njit

from data import average, dense_signals, rolling, sparse_signals, walk

HALF = 0.5


@njit
def most(cash, reference, fee, slip):
    """Units that the limit leaves."""
    price = reference * (1 + slip)
    return HALF * cash / (price + HALF * (price - reference + price * fee))


@njit
def w1(close, enter, leave, fee, slip):
    n = len(close)
    cash, held, trades = 1e5, 0.0, 0
    before, peak, worst, s1, s2 = 1e5, 1e5, 1.0, 0.0, 0.0
    for i in range(n):
        if held == 0.0:
            if enter[i]:
                held = most(cash, close[i], fee, slip)
                cash -= held * close[i] * (1 + slip) * (1 + fee)
        elif leave[i]:
            cash += held * close[i] * (1 - slip) * (1 - fee)
            held = 0.0
            trades += 1
        e = cash + held * close[i]
        s1 += e / before - 1
        s2 += (e / before - 1) ** 2
        peak = max(peak, e)
        worst = min(worst, e / peak)
        before = e
    mean = s1 / n
    return trades, before / 1e5 - 1, mean / np.sqrt((s2 - n * mean * mean) / (n - 1)) * np.sqrt(252), 1 - worst


@njit
def w2(close, pairs, tables, fee, slip):
    """Entries, the sum of the Sharpe ratios, and of the best: return, Sharpe ratio, drawdown, entries."""
    n = len(close)
    entries, total = 0, 0.0
    best = (0.0, -np.inf, 0.0, 0)
    for k in range(len(pairs)):
        fast, slow = tables[pairs[k, 0]], tables[pairs[k, 1]]
        cash, held, before, peak, worst, s1, s2, own = 1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0
        for i in range(n):
            if i >= pairs[k, 1] - 1:
                if held == 0.0 and fast[i] > slow[i]:
                    held = most(cash, close[i], fee, slip)
                    cash -= held * close[i] * (1 + slip) * (1 + fee)
                    own += 1
                elif held != 0.0 and fast[i] < slow[i]:
                    cash += held * close[i] * (1 - slip) * (1 - fee)
                    held = 0.0
            e = cash + held * close[i]
            s1 += e / before - 1
            s2 += (e / before - 1) ** 2
            peak = max(peak, e)
            worst = min(worst, e / peak)
            before = e
        mean = s1 / n
        sharpe = mean / np.sqrt((s2 - n * mean * mean) / (n - 1)) * np.sqrt(252)
        entries += own
        total += sharpe
        if sharpe > best[1]:
            best = (before - 1, sharpe, 1 - worst, own)
    return entries, total, best


@njit
def w3(o, h, l, c, fee, slip):
    fast, slow = rolling(c, 10), rolling(c, 30)
    cash, held, size, stop, target = 1e5, 0.0, 0.0, 0.0, 0.0
    buys = sells = False
    trips, e, peak, worst = 0, 1e5, 1e5, 1.0
    for i in range(len(c)):
        fresh = buys
        if buys:
            held, buys = min(size, most(cash, o[i], fee, slip)), False
            cash -= held * o[i] * (1 + slip) * (1 + fee)
        price = 0.0
        if sells:
            price = o[i] * (1 - slip)
        elif held > 0.0 and not fresh:
            if l[i] <= stop:
                price = min(o[i], stop) * (1 - slip)
            elif h[i] >= target:
                price = max(o[i], target) * (1 - slip)
        if price > 0.0:
            cash += held * price * (1 - fee)
            held, sells = 0.0, False
            trips += 1
        e = cash + held * c[i]
        peak = max(peak, e)
        worst = min(worst, e / peak)
        if i < 30:
            continue
        if held == 0.0:
            if fast[i] > slow[i] and fast[i - 1] <= slow[i - 1]:
                size, stop, target, buys = 0.95 * cash / c[i], c[i] * 0.998, c[i] * 1.003, True
        elif fast[i] < slow[i] and fast[i - 1] >= slow[i - 1]:
            sells = True
    return trips, e, 1 - worst


o, h, l, c = walk(1_000_000, 1, 0.0, 0.0005)
print("W1-half sparse", w1(c, *sparse_signals(1_000_000), 0.001, 0.0005))
print("W1-half dense", w1(c, *dense_signals(1_000_000), 1e-8, 5e-9))
print("W3-half", w3(o, h, l, c, 1e-5, 5e-6))
c = walk(2500, 11, 0.0003, 0.012)[3]
pairs = np.array([(f, s) for f in range(2, 102) for s in range(2, 202) if f < s])
tables = np.array([c if w < 2 else average(c, w) for w in range(202)])
print("W2-half", w2(c, pairs, tables, 0.001, 0.0005))
