"""The inputs of bench/data.ts in Python, the same bits: only + - * / and shifts are used."""
import numpy as np
from numba import njit


@njit(cache=True)
def step(x):
    x = (x ^ (x << 13)) & 0xFFFFFFFF
    x = x ^ (x >> 17)
    return (x ^ (x << 5)) & 0xFFFFFFFF


@njit(cache=True)
def normal(x):
    """A sum of twelve uniform numbers, less six."""
    total = 0.0
    for _ in range(12):
        x = step(x)
        total += x / 4294967296.0
    return x, total - 6.0


@njit(cache=True)
def walk(n, seed, mu, sigma):
    """Open, high, low and close of n bars from 100."""
    columns = np.empty((4, n))
    x, price = seed, 100.0
    for i in range(n):
        first = price
        x, z = normal(x)
        price *= 1 + mu + sigma * z
        x = step(x)
        columns[1, i] = max(first, price) * (1 + x / 4294967296.0 * sigma * 0.5)
        x = step(x)
        columns[2, i] = min(first, price) * (1 - x / 4294967296.0 * sigma * 0.5)
        columns[0, i], columns[3, i] = first, price
    return columns[0], columns[1], columns[2], columns[3]


@njit(cache=True)
def sparse_signals(n):
    """One order in each block of 714 bars, in turn."""
    enter, leave = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    x = 7
    for block in range(1400):
        x = step(x)
        flags = enter if block % 2 == 0 else leave
        flags[block * 714 + x % 714] = True
    return enter, leave


def dense_signals(n):
    """Entry on even bars, exit on odd ones."""
    even = np.arange(n) % 2 == 0
    return even, ~even


@njit(cache=True)
def panel(m, n, seed):
    """Sizes (m) and prices (n, m), NaN where an asset does not trade."""
    market = np.empty(n)
    x = seed
    for t in range(n):
        x, z = normal(x)
        market[t] = 0.0002 + 0.008 * z
    whole = np.empty((m, n))
    for a in range(m):
        x = step((seed * 7919 + a * 104729 + 13) & 0xFFFFFFFF)
        beta = 0.5 + x / 4294967296.0
        spread, price = 0.0, 0.0
        if a % 4 != 3:
            x = step(x)
            price = 50 + 100 * (x / 4294967296.0)
        for t in range(n):
            x, z = normal(x)
            if a % 4 == 3:
                spread = 0.95 * spread + 0.5 * z
                whole[a, t] = 20 + 0.8 * whole[a - 1, t] + spread
            else:
                price *= 1 + beta * market[t] + 0.012 * z
                whole[a, t] = price
    sizes, prices = np.empty(m), np.empty((n, m))
    x = 99
    for a in range(m):
        x = step(x)
        sizes[a] = 0.5 + x / 4294967296.0
        for t in range(n):
            x = step(x)
            gone = x / 4294967296.0 < 0.02 or (a % 10 == 9 and t < 500)
            prices[t, a] = np.nan if gone else whole[a, t]
    return sizes, prices


@njit(cache=True)
def average(column, window):
    """Simple moving average from a plain running sum, NaN where the window is not full."""
    n = len(column)
    sums = np.zeros(n + 1)
    for i in range(n):
        sums[i + 1] = sums[i] + column[i]
    out = np.full(n, np.nan)
    for i in range(window - 1, n):
        out[i] = (sums[i + 1] - sums[i + 1 - window]) / window
    return out


@njit(cache=True)
def rolling(column, window):
    """The same by adding what comes and taking off what goes."""
    out = np.full(len(column), np.nan)
    total = 0.0
    for i in range(len(column)):
        total += column[i]
        if i >= window:
            total -= column[i - window]
        if i >= window - 1:
            out[i] = total / window
    return out
