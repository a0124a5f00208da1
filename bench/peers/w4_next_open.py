"""W4-ivy by other means: 500 assets x 2,520 days, whole shares at the next price, within the cash. Prints final equity and fills.

Needs numpy and numba: python w4_next_open.py [21|1]. Measured figures of bench/w4.ts were reached with numba 0.68 and NumPy 2.
"""
import sys

import numpy as np
from numba import njit

M, N, CASH, FEE, SLIP = 500, 2520, 1e6, 0.001, 0.0005


@njit
def step(x):
    x = (x ^ (x << 13)) & 0xFFFFFFFF
    x = x ^ (x >> 17)
    return (x ^ (x << 5)) & 0xFFFFFFFF


@njit
def normal(x):
    total = 0.0
    for _ in range(12):
        x = step(x)
        total += x / 4294967296.0
    return x, total - 6.0


@njit
def panel():
    market = np.empty(N)
    x = 5
    for t in range(N):
        x, z = normal(x)
        market[t] = 0.0002 + 0.008 * z
    whole = np.empty((M, N))
    for a in range(M):
        x = step((5 * 7919 + a * 104729 + 13) & 0xFFFFFFFF)
        beta = 0.5 + x / 4294967296.0
        if a % 4 == 3:
            spread = 0.0
            for t in range(N):
                x, z = normal(x)
                spread = 0.95 * spread + 0.5 * z
                whole[a, t] = 20 + 0.8 * whole[a - 1, t] + spread
        else:
            x = step(x)
            p = 50 + 100 * (x / 4294967296.0)
            for t in range(N):
                x, z = normal(x)
                p = p * (1 + beta * market[t] + 0.012 * z)
                whole[a, t] = p
    sizes, prices = np.empty(M), np.empty((N + 1, M))
    x = 99
    for a in range(M):
        x = step(x)
        sizes[a] = 0.5 + x / 4294967296.0
        last = np.nan
        for t in range(N):
            x = step(x)
            hole = x / 4294967296.0 < 0.02 or (a % 10 == 9 and t < 500)
            prices[t, a] = np.nan if hole else whole[a, t]
            if not hole:
                last = whole[a, t]
        prices[N, a] = last  # a day to end on
    return sizes, prices


@njit
def run(sizes, prices, every):
    cash, fills = CASH, 0
    units, wanted, last = np.zeros(M), np.zeros(M), np.full(M, np.nan)
    for t in range(N + 1):
        today = prices[t]
        # What was decided meets the price of the day: sales, then purchases within the cash, by one factor.
        for a in range(M):
            if wanted[a] < 0 and today[a] == today[a]:
                p = today[a] * (1 - SLIP)
                cash += -wanted[a] * p * (1 - FEE)
                units[a] += wanted[a]
                wanted[a] = 0
                fills += 1
        equity, gross, need = cash, 0.0, 0.0
        for a in range(M):
            mark = today[a] if today[a] == today[a] else last[a]
            if units[a] != 0:
                equity += units[a] * mark
                gross += units[a] * mark
            if wanted[a] > 0 and today[a] == today[a]:
                need += wanted[a] * today[a] * (1 + SLIP) * (1 + FEE)
        free = equity - gross
        factor = 1.0 if need <= free else max(0.0, free / need)
        for a in range(M):
            if wanted[a] > 0 and today[a] == today[a]:
                q = np.floor(wanted[a] * factor + 1e-9)
                if q > 0:
                    cash -= q * today[a] * (1 + SLIP) * (1 + FEE)
                    units[a] += q
                    fills += 1
                wanted[a] = 0
        for a in range(M):
            if today[a] == today[a]:
                last[a] = today[a]
        if t % every == 0 and t < N:
            equity, stuck, total = cash, 0.0, 0.0
            for a in range(M):
                if units[a] != 0:
                    equity += units[a] * last[a]
                if today[a] == today[a]:
                    total += sizes[a]
                elif units[a] != 0:
                    stuck += units[a] * last[a]
            for a in range(M):
                wanted[a] = 0
                if today[a] == today[a]:
                    target = np.floor(sizes[a] * (equity - stuck) / total / today[a] + 1e-9)
                    wanted[a] = target - units[a]
    equity = cash
    for a in range(M):
        if units[a] != 0:
            equity += units[a] * last[a]
    return equity, fills


sizes, prices = panel()
for every in [int(text) for text in sys.argv[1:]] or [21, 1]:
    print(every, *run(sizes, prices, every))
