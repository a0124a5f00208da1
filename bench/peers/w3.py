"""W3 and W3-ivy: crosses of two averages bought between a stop and a target, bar by bar, on a million bars.

The engines fill by rules of their own and run on fewer bars: their time is scaled and their figures are not the golden ones.
"""
import os
import warnings

import numpy as np
import numba
from numba import njit

from data import rolling, walk
from timing import installed, measure

warnings.filterwarnings("ignore")
os.environ["TQDM_DISABLE"] = "1"
N, FEE, SLIP = 1_000_000, 1e-5, 5e-6
# Round trips, final equity, drawdown. Under the rules of ivy by the kernel of bench/c/bound.c.
GOLDEN = [19_535, 42542.172451880826, 0.5796675445402969]
GOLDEN_IVY = [19_535, 43570.372329279351, 0.57220603491936295]

o, h, l, c = walk(N, 1, 0.0, 0.0005)


@njit(cache=True)
def brackets(o, h, l, c, by_ivy):
    """As the workload defines it; or by the rules of ivy, which are whole shares, an entry bar that counts, limits gone through."""
    fast, slow = rolling(c, 10), rolling(c, 30)
    cash, held, size, stop, target = 1e5, 0.0, 0.0, 0.0, 0.0
    buys = sells = False
    trips, e, peak, worst = 0, 1e5, 1e5, 1.0
    for i in range(len(c)):
        fresh = buys
        if buys:
            cash -= size * o[i] * (1 + SLIP) * (1 + FEE)
            held, buys = size, False
        price = 0.0
        if sells:
            price = o[i] * (1 - SLIP)
        elif held > 0.0 and (by_ivy or not fresh):
            if l[i] <= stop:
                price = min(o[i], stop) * (1 - SLIP)
            elif h[i] > target or (h[i] == target and not by_ivy):
                price = max(o[i], target) * (1.0 if by_ivy else 1 - SLIP)
        if price > 0.0:
            cash += held * price * (1 - FEE)
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
                if by_ivy:
                    size = np.floor(size)
        elif fast[i] < slow[i] and fast[i - 1] >= slow[i - 1]:
            sells = True
    return trips, e, 1 - worst


measure("W3", "", "numba loop", numba.__version__, lambda: brackets(o, h, l, c, False), list, GOLDEN, 5)
measure("W3-ivy", "", "numba loop", numba.__version__, lambda: brackets(o, h, l, c, True), list, GOLDEN_IVY, 5)


def frame(n):
    import pandas as pd

    columns = {"Open": o[:n], "High": h[:n], "Low": l[:n], "Close": c[:n], "Volume": np.ones(n)}
    return pd.DataFrame(columns, index=pd.date_range("2000-01-01", periods=n, freq="1min"))


version = installed("W3", "", "backtesting.py", "backtesting")
if version is not None:
    from backtesting import Backtest, Strategy
    from backtesting.lib import crossover

    class Cross(Strategy):
        def init(self):
            self.fast = self.I(rolling, self.data.Close, 10)
            self.slow = self.I(rolling, self.data.Close, 30)

        def next(self):
            price = self.data.Close[-1]
            if not self.position:
                if crossover(self.fast, self.slow):
                    self.buy(size=0.95, sl=price * 0.998, tp=price * 1.003)
            elif crossover(self.slow, self.fast):
                self.position.close()

    bars = 50_000
    measure("W3", "", "backtesting.py", version, lambda: Backtest(frame(bars), Cross, cash=1e5, commission=FEE).run(),
            lambda s: (s["# Trades"], s["Equity Final [$]"], -s["Max. Drawdown [%]"] / 100), GOLDEN, 1, warm=False,
            scale=N / bars, note=f"{bars} bars, scaled; whole shares, no slippage, stop and target from the entry bar on")

version = installed("W3", "", "backtrader", "backtrader")
if version is not None:
    import backtrader as bt

    class Brackets(bt.Strategy):
        def __init__(self):
            self.cross = bt.ind.CrossOver(bt.ind.SMA(period=10), bt.ind.SMA(period=30))
            self.legs, self.trips = [], 0

        def notify_trade(self, trade):
            self.trips += trade.isclosed

        def next(self):
            price = self.data.close[0]
            if not self.position:
                if self.cross[0] > 0:
                    self.legs = self.buy_bracket(size=int(0.95 * self.broker.getcash() / price), exectype=bt.Order.Market,
                                                 stopprice=price * 0.998, limitprice=price * 1.003)
            elif self.cross[0] < 0:
                for order in self.legs:
                    self.cancel(order)
                self.close()

    bars = 20_000

    def cerebro():
        engine = bt.Cerebro()
        engine.broker.setcash(1e5)
        engine.broker.setcommission(FEE)
        engine.broker.set_slippage_perc(SLIP)
        engine.adddata(bt.feeds.PandasData(dataname=frame(bars)))
        engine.addstrategy(Brackets)
        return engine.run()[0].trips, engine.broker.getvalue()

    measure("W3", "", "backtrader", version, cerebro, list, GOLDEN, 1, warm=False, scale=N / bars,
            note=f"{bars} bars, scaled; whole shares, without drawdown")
