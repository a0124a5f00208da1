"""Draws random cases, plays them on backtesting.py and writes them with what it did, as JSON on standard output.

    python test/differential/backtesting-py/peer.py --seed 1 --count 200
"""
import argparse
import datetime
import importlib.metadata
import json
import random
import sys
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
import backtesting.backtesting as engine  # noqa: E402

# Only what the broker does is compared: the report over it, and the progress bar, would take most of the time.
engine.compute_stats = lambda **_: None
engine._tqdm = lambda bars, **_: bars

DAY = 86_400_000
START = 18_262 * DAY


class Recorder:
    """What the broker books, in the order in which it does."""

    fills = []
    trades = []
    broker = None


def recording(name, make_fill):
    original = getattr(engine._Broker, name)

    def wrapped(self, *args):
        Recorder.fills.append(make_fill(self, *args))
        original(self, *args)
        # The bar on which it is booked: the engine itself dates a market order at the close before back to that close.
        if name == "_open_trade":
            self.trades[-1].booked = self._i
        else:
            trade = self.closed_trades[-1]
            Recorder.trades.append(
                [float(trade.size), trade.booked, self._i, float(trade.entry_price), float(trade.exit_price)]
            )

    setattr(engine._Broker, name, wrapped)


def opened(broker, price, size, _sl, _tp, _time, _tag):
    return [broker._i, float(size), float(price), float(broker._commission(size, price))]


def closed(broker, trade, price, _time):
    return [broker._i, float(-trade.size), float(price), float(broker._commission(trade.size, price))]


recording("_open_trade", opened)
recording("_close_trade", closed)
original_init = engine._Broker.__init__


def init(self, **settings):
    original_init(self, **settings)
    Recorder.broker = self


engine._Broker.__init__ = init


def draw_bars(rng):
    """Coarse prices, so that touches and ties are frequent; gaps, flat bars, crashes; bars without volume."""
    tick = rng.choice([0.01, 0.01, 0.5, 1.0, 0.1])
    wild = rng.choice([0.01, 0.03, 0.06])
    digits = 2

    def near(price):
        return round(max(tick, round(price / tick) * tick), digits)

    last = near(rng.choice([rng.uniform(3, 20), rng.uniform(20, 200)]))
    rows = []
    for i in range(rng.randint(6, 45)):
        gap = rng.choice([0.0, 0.0, rng.gauss(0, wild), rng.gauss(0, 2 * wild)])
        move = rng.choice([0.0, rng.gauss(0, wild), rng.gauss(0, wild)])
        if rng.random() < 0.02:
            gap = rng.choice([-0.6, -0.3, 0.4, 0.9])
        open_ = near(last * (1 + gap))
        close = near(open_ * (1 + move))
        high = near(max(open_, close) * (1 + rng.choice([0.0, abs(rng.gauss(0, wild))])))
        low = near(min(open_, close) * (1 - rng.choice([0.0, min(0.9, abs(rng.gauss(0, wild)))])))
        high = max(high, open_, close)
        low = min(low, open_, close)
        volume = rng.choice([0, rng.randint(1, 50), rng.randint(100, 10_000)])
        rows.append([START + i * DAY, open_, high, low, close, volume])
        last = close
    return rows, tick


def draw_commission(rng):
    """The commission in ivy's words and as the engine takes it."""
    kind = rng.choice(["none", "none", "bps", "share", "fixed"])
    if kind == "bps":
        bps = rng.choice([1, 10, 20, 100, 250])
        return f"{bps}bps", bps / 1e4
    if kind == "share":
        per_share = rng.choice([0.005, 0.01, 0.05])
        minimum = rng.choice([0, 1, 5])
        return f"{per_share}/share:{minimum}", lambda size, price: max(float(minimum), abs(size) * per_share)
    if kind == "fixed":
        fixed = rng.choice([1, 5, 10, 2.5])
        bps = rng.choice([0, 10, 100])
        return f"{fixed}/fill+{bps}bps", (fixed, bps / 1e4)
    return "none", 0.0


class Player(engine.Strategy):
    """Draws what to do after each close, from what is open then, and writes it down."""

    rng = None
    tick = None
    exclusive = False
    busy = 0.4
    # Share of stops and targets on the wrong side of their entry: such an order ends the run.
    daring = 0.0
    actions = []

    def init(self):
        self.count = 0
        self.placed = {}
        self.closings = {}
        # Names of the orders for one entry: of the stops and targets that were set on a trade, of what closes a part.
        self.legs = {}
        self.parts = {}

    def next(self):
        if self.rng.random() > self.busy:
            return
        for _ in range(self.rng.choice([1, 1, 1, 2, 3])):
            self.act()

    def bar(self):
        return len(self.data) - 1

    def note(self, **action):
        self.actions.append({"at": self.bar(), **action})

    def price(self, distance):
        """A level at some ticks or some per cent from the last close."""
        close = self.data.Close[-1]
        level = close + distance * self.tick if self.rng.random() < 0.4 else close * (1 + distance / 100)
        return float(round(max(self.tick, round(level / self.tick) * self.tick), 2))

    def act(self):
        self.name_legs()
        dice = self.rng.random()
        if dice < 0.10 and self.position.size != 0:
            self.position.close()
            self.note(do="close")
        elif dice < 0.20 and self.orders:
            self.cancel_one()
        elif dice < 0.32 and self.trades:
            self.move_level()
        elif dice < 0.42 and self.trades:
            self.close_part()
        elif dice < 0.55:
            self.turn()
        else:
            self.place()

    def cancel_one(self):
        order = self.rng.choice(self.orders)
        if order.parent_trade is None:
            self.note(do="cancel", id=order.tag)
            # An order that turns a position around is one order in ivy: what it would have closed stays open.
            for closing in [] if self.exclusive else self.closings.get(order, []):
                if closing in self.orders:
                    closing.cancel()
        elif order.is_contingent:
            self.note(do="cancel", id=self.legs.pop(order))
        elif order in self.parts:
            self.note(do="cancel", id=self.parts[order])
        else:
            return
        order.cancel()

    def name_legs(self):
        """The stops and targets that came with an entry have names made of its own."""
        for trade in self.trades:
            if trade._sl_order:
                self.legs.setdefault(trade._sl_order, f"{trade.tag}/stop")
            if trade._tp_order:
                self.legs.setdefault(trade._tp_order, f"{trade.tag}/target")

    def move_level(self):
        """Sets the stop or target of a trade, whether it has one or not."""
        trade = self.rng.choice(self.trades)
        level = self.price(self.rng.randint(-6, 6))
        is_stop = self.rng.random() < 0.5
        former = trade._sl_order if is_stop else trade._tp_order
        if is_stop:
            trade.sl = level
        else:
            trade.tp = level
        order = trade._sl_order if is_stop else trade._tp_order
        word = "stop" if is_stop else "limit"
        if former:
            self.legs[order] = self.legs.pop(former)
            self.note(do="replace", id=self.legs[order], changes={word: level})
            return
        self.count += 1
        self.legs[order] = f"a{self.count}"
        self.note(do="place", id=self.legs[order], closes=trade.tag, side="sell" if trade.is_long else "buy",
                  type=word, quantity=abs(int(trade.size)), **{word: level})

    def close_part(self):
        """A part of one trade, or of each."""
        portion = self.rng.choice([0.1, 0.25, 0.5, 0.75, 1.0, self.rng.uniform(0.01, 1)])
        for trade in self.trades if self.rng.random() < 0.3 else [self.rng.choice(self.trades)]:
            trade.close(portion)
            order = self.orders[0]
            self.count += 1
            self.parts[order] = f"a{self.count}"
            self.note(do="place", id=self.parts[order], closes=trade.tag, side="sell" if trade.is_long else "buy",
                      type="market", quantity=abs(int(order.size)))

    def size(self):
        """Shares of equity, and units that cash covers, or not."""
        if self.rng.random() < 0.5:
            fraction = self.rng.choice([None, 0.1, 0.25, 0.5, 0.9, round(self.rng.uniform(0.01, 0.99), 3)])
            return engine.Strategy._FULL_EQUITY if fraction is None else fraction
        most = max(1, int(self.equity / self.data.Close[-1]))
        return self.rng.choice([1, self.rng.randint(1, 10), self.rng.randint(1, most), self.rng.randint(1, 3 * most)])

    def turn(self):
        """What entering does in ivy: all that stands against it is closed, and a share of equity opened."""
        is_long = self.rng.random() < 0.5
        fraction = self.rng.choice([engine.Strategy._FULL_EQUITY, 0.3, 0.95])
        closings = []
        for trade in self.trades:
            if trade.is_long != is_long:
                trade.close()
                closings.append(self.orders[0])
        self.count += 1
        name = f"a{self.count}"
        order = (self.buy if is_long else self.sell)(size=fraction, tag=name)
        self.closings[order] = closings
        self.note(do="place", id=name, side="buy" if is_long else "sell", type="market", fraction=float(fraction))

    def place(self):
        rng = self.rng
        is_long = rng.random() < 0.5
        size = self.size()
        options = {}
        kind = rng.choice(["market", "market", "limit", "stop", "stopLimit"])
        if kind in ("limit", "stopLimit"):
            options["limit"] = self.price(rng.randint(-5, 5))
        if kind in ("stop", "stopLimit"):
            options["stop"] = self.price(rng.randint(-5, 5))
        if rng.random() < 0.5:
            base = options.get("limit") or options.get("stop")
            up = 1 if is_long else -1
            if rng.random() < 0.7:
                options["sl"] = self.level_from(base, -up)
            if rng.random() < 0.7:
                options["tp"] = self.level_from(base, up)
        self.count += 1
        name = f"a{self.count}"
        bracket = {}
        if "sl" in options:
            bracket["stop"] = {"price": options["sl"]}
        if "tp" in options:
            bracket["target"] = {"price": options["tp"]}
        sized = {"fraction": float(size), "nets": True} if size < 1 else {"quantity": size}
        levels = {name: options[name] for name in ("limit", "stop") if name in options}
        action = dict(do="place", id=name, side="buy" if is_long else "sell", type=kind, **sized, **levels,
                      **({"bracket": bracket} if bracket else {}))
        try:
            (self.buy if is_long else self.sell)(size=size, tag=name, **options)
        except ValueError:
            # A level that rounding has put on its entry: a strategy may live on, or end here.
            if self.daring == 0:
                return
            self.note(**action)
            raise
        self.note(**action)

    def level_from(self, base, direction):
        close = self.data.Close[-1] if base is None else base
        steps = self.rng.randint(1, 8)
        if self.daring and self.rng.random() < self.daring:
            direction = -direction
        level = close + direction * steps * self.tick if self.rng.random() < 0.4 else close * (1 + direction * steps / 100)
        return float(round(max(self.tick, round(level / self.tick) * self.tick), 2))


def draw_case(seed, index):
    rng = random.Random(f"{seed}/{index}")
    rows, tick = draw_bars(rng)
    cash = float(rng.choice([1_000, 10_000, 25_000, 100_000, rng.randint(500, 50_000)]))
    commission, native = draw_commission(rng)
    bps = rng.choice([0, 0, 1, 5, 50])
    leverage = rng.choice([1, 1, 1, 2, 4, 10])
    on_close = rng.random() < 0.25
    hedging = rng.random() < 0.2
    exclusive = rng.random() < 0.15
    finalize = rng.random() < 0.6
    Player.rng = rng
    Player.tick = tick
    Player.exclusive = exclusive
    Player.busy = rng.choice([0.2, 0.5, 0.9])
    Player.daring = rng.choice([0.0] * 9 + [0.05])
    Player.actions = []
    Recorder.fills = []
    Recorder.trades = []
    frame = pd.DataFrame(
        [row[1:] for row in rows],
        columns=["Open", "High", "Low", "Close", "Volume"],
        index=pd.to_datetime([row[0] for row in rows], unit="ms"),
    )
    test = engine.Backtest(
        frame, Player, cash=cash, spread=bps / 1e4, commission=native, margin=1 / leverage,
        trade_on_close=on_close, hedging=hedging, exclusive_orders=exclusive, finalize_trades=finalize,
    )
    refused = False
    try:
        test.run()
    except ValueError:
        refused = True
    equity = [None if np.isnan(value) else float(value) for value in Recorder.broker._equity]
    settings = {
        "commission": commission,
        "slippage": f"{bps}bps" if bps else "none",
        "leverage": leverage,
        "fillAt": "lastClose" if on_close else "nextOpen",
        "hedging": hedging,
        "exclusive": exclusive,
        "lastBar": "liquidateAtOpen" if finalize else "stayOpen",
    }
    fills = [
        {"bar": bar, "symbol": "AAA", "quantity": quantity, "price": price, "commission": fee}
        for bar, quantity, price, fee in Recorder.fills
    ]
    expect = {"fills": fills, "trades": Recorder.trades, "equity": equity}
    if refused:
        expect = {"fills": [], "equity": [], "refused": "bracket-side"}
    return {
        "name": f"seed {seed} case {index}",
        "cash": cash,
        "bars": {"AAA": rows},
        "from": 1,
        "settings": settings,
        "actions": Player.actions,
        "expect": expect,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    asked = parser.parse_args()
    cases = [draw_case(asked.seed, index) for index in range(asked.count)]
    json.dump(
        {
            "tool": "backtesting.py",
            "version": importlib.metadata.version("backtesting"),
            "date": datetime.date.today().isoformat(),
            "seed": asked.seed,
            "cases": cases,
        },
        sys.stdout,
    )


main()
