"""Draws random cases from a seed, runs backtrader on them and writes them with what it did, as JSON.

    python peer.py --seed 1 --count 200 > cases.json
"""

import argparse
import collections
import datetime
import json
import math
import random
import sys

import backtrader as bt
from backtrader.comminfo import CommInfoBase

from draw import draw_case

EPOCH = datetime.datetime(1970, 1, 1)


def moment(ms):
    return EPOCH + datetime.timedelta(milliseconds=ms)


class Rows(bt.feed.DataBase):
    params = (("rows", ()),)

    def start(self):
        super().start()
        self.left = iter(self.p.rows)

    def _load(self):
        row = next(self.left, None)
        if row is None:
            return False
        self.lines.datetime[0] = bt.date2num(moment(row[0]))
        for line, value in zip(("open", "high", "low", "close", "volume"), row[1:]):
            getattr(self.lines, line)[0] = value
        self.lines.openinterest[0] = 0
        return True


class WithMinimum(CommInfoBase):
    params = (("minimum", 0.0), ("stocklike", True), ("commtype", CommInfoBase.COMM_FIXED))

    def _getcommission(self, size, price, pseudoexec):
        # What rounding leaves of fractions is no trade.
        return max(self.p.minimum, abs(size) * self.p.commission) if abs(size) > 1e-12 else 0.0


class NoRebate(CommInfoBase):
    """A share of the value that is no gain where slippage has taken a price below zero: ivy pays no commission out."""

    params = (("stocklike", True), ("commtype", CommInfoBase.COMM_PERC), ("percabs", True))

    def _getcommission(self, size, price, pseudoexec):
        return max(0.0, super()._getcommission(size, price, pseudoexec))


class Player(bt.Strategy):
    """Places what the case places, and notes what the broker does."""

    params = (("case", None),)

    def __init__(self):
        case = self.p.case
        self.count = 0
        self.fills, self.equity = [], []
        self.placed, self.children, self.leaders = {}, collections.defaultdict(dict), {}
        self.by_bar = collections.defaultdict(list)
        for action in case["actions"]:
            self.by_bar[action["at"]].append(action)
        self.whole = case["settings"]["lots"] == "whole"
        self.leverage = case["settings"].get("leverage", 1)

    def start(self):
        # The broker adds up positions in the order in which they were first asked for: make it that of the symbols.
        for data in self.datas:
            self.getposition(data)

    def notify_order(self, order):
        for bit in order.executed.iterpending():
            for size, fee in ((bit.closed, bit.closedcomm), (bit.opened, bit.openedcomm)):
                # What rounding leaves of fractions is a position to backtrader, and not worth a row.
                if abs(size) > 1e-12:
                    self.fills.append(
                        {"bar": self.count, "symbol": order.data._name, "quantity": size, "price": bit.price, "commission": fee}
                    )

    def prenext(self):
        self.next()

    def next(self):
        self.equity.append(self.broker.getvalue())
        for action in self.by_bar[self.count]:
            getattr(self, "do_" + action["do"])(action)
        self.count += 1

    def do_cancel(self, action):
        name, _, leg = action["id"].partition("/")
        if leg:
            meant = [self.children[name].get(leg)]
        elif self.placed[name] is not None and self.placed[name].alive():
            meant = [self.placed[name]]
        else:
            meant = list(self.children[name].values())
        for order in meant:
            if order is not None and order.alive():
                self.cancel(order)

    def do_close(self, action):
        data = self.getdatabyname(action["symbol"])
        held = self.getposition(data).size
        if held:
            self.drop_children(data, held < 0)
            self.close(data=data)

    def drop_children(self, data, buys):
        """What closes a position by name takes the stops and targets with it that guard it."""
        for name, legs in self.children.items():
            for child in legs.values():
                if child.alive() and child.data is data and child.isbuy() == buys and not self.placed[name].alive():
                    self.cancel(child)

    def do_place(self, action):
        name, data = action["id"], self.getdatabyname(action["symbol"])
        buys = action["side"] == "buy"
        close, held = data.close[0], self.getposition(data).size
        standing = max(0, -held if buys else held)
        by_share = "quantity" not in action
        kwargs = self.kwargs_of(action, data, buys)
        bracket = action.get("bracket")
        if bracket is not None:
            kwargs["transmit"] = False
        order = self.issue(action, data, buys, standing, close, kwargs)
        self.placed[name] = order
        if order is None:
            return
        if by_share:
            self.drop_children(data, buys)
        if "oco" in action:
            self.leaders.setdefault(action["oco"], order)
        if bracket is not None:
            guarded = abs(order.size) - (standing if by_share else 0)
            self.guard(name, order, data, buys, guarded, bracket, action.get("stop", action.get("limit", close)))

    def issue(self, action, data, buys, standing, close, kwargs):
        act = self.buy if buys else self.sell
        if "quantity" in action:
            return act(data=data, size=action["quantity"], **kwargs)
        value = self.broker.getvalue()
        fraction = action.get("fraction")
        if fraction == 0:
            return act(data=data, size=standing, **kwargs) if standing else None
        opening = action["cash"] if fraction is None else fraction * value
        amount = opening + standing * close
        if amount <= 0:
            return None
        holds_same = (self.getposition(data).size > 0) == buys and self.getposition(data).size != 0
        if fraction and self.whole and self.leverage == 1 and not holds_same and action["type"] == "market" and value > 0:
            return self.order_target_percent(data=data, target=fraction if buys else -fraction, **kwargs)
        price = action.get("stop", action.get("limit", close))
        size = amount // price if self.whole else amount / price
        return act(data=data, size=size, **kwargs) if size else None

    def kwargs_of(self, action, data, buys):
        kind = action["type"]
        kwargs = {"exectype": getattr(bt.Order, TYPES[kind])}
        if kind == "limit":
            kwargs["price"] = action["limit"]
        elif kind in ("stop", "stopLimit"):
            kwargs["price"] = action["stop"]
            if kind == "stopLimit":
                kwargs["plimit"] = action["limit"]
        elif kind in ("trailing", "trailingLimit"):
            kwargs.update(trail_of(action["trail"]))
            if kind == "trailingLimit":
                # The limit keeps the distance that it has here to the price from which the stop starts.
                kwargs["price"] = data.close[0]
                kwargs["plimit"] = data.close[0] + (1 if buys else -1) * action["limitOffset"]
        tif = action.get("timeInForce")
        if tif == "gtd":
            kwargs["valid"] = moment(action["until"])
        elif tif == "day":
            kwargs["valid"] = bt.Order.DAY
        if "oco" in action and action["oco"] in self.leaders:
            kwargs["oco"] = self.leaders[action["oco"]]
        return kwargs

    def guard(self, name, order, data, buys, size, bracket, price):
        """Transmits the entry with its children; an entry without any goes by itself."""
        legs = [leg for leg in ("stop", "target") if leg in bracket] if size > 0 else []
        if not legs:
            order.transmit = True
            self.broker.transmit_alone(order)
            return
        act = self.sell if buys else self.buy
        for leg in legs:
            level = bracket[leg]
            away = (1 if buys else -1) * (1 if leg == "target" else -1)
            kwargs = {"exectype": bt.Order.Limit if leg == "target" else bt.Order.Stop}
            if "trail" in level:
                kwargs = {"exectype": bt.Order.StopTrail, "price": price, **trail_of(level["trail"])}
            elif "price" in level:
                kwargs["price"] = level["price"]
            elif "amount" in level:
                kwargs["price"] = price + away * level["amount"]
            else:
                kwargs["price"] = price * (1 + away * level["fraction"])
            kwargs.update(parent=order, transmit=leg == legs[-1], size=size, data=data)
            self.children[name][leg] = act(**kwargs)


TYPES = {
    "market": "Market",
    "limit": "Limit",
    "stop": "Stop",
    "stopLimit": "StopLimit",
    "trailing": "StopTrail",
    "trailingLimit": "StopTrailLimit",
    "marketOnClose": "Close",
}


def trail_of(trail):
    return {"trailamount": trail["amount"]} if "amount" in trail else {"trailpercent": trail["fraction"]}


class Broker(bt.brokers.BackBroker):
    def transmit_alone(self, order):
        """An order that was held back for children which it does not get."""
        return [self.transmit(x) for x in self._pchildren[order.ref]]


def broker_of(case):
    settings = case["settings"]
    broker = Broker()
    broker.set_cash(case["cash"])
    broker.set_int2pnl(False)
    broker.set_checksubmit(settings["cash"] == "reject")
    broker.set_coc(settings.get("fillAt") == "signalClose")
    set_commission(broker, settings)
    if settings["slippage"] != "none":
        within, limits = settings["slippageWithin"], settings["limitSlippage"]
        text = settings["slippage"]
        if text.endswith("bps"):
            set_slippage, amount = broker.set_slippage_perc, float(text[:-3]) / 1e4
        else:
            set_slippage, amount = broker.set_slippage_fixed, float(text.removeprefix("bare-spread:")) / 2
        set_slippage(
            amount,
            slip_open=settings["slippageAtOpen"],
            slip_match=within != "wait",
            slip_limit=limits != "wait",
            slip_out=limits == "anything",
        )
    broker.set_coo(settings.get("cashAt") == "open")
    if "maxQuantity" in settings:
        broker.set_filler(bt.broker.fillers.FixedSize(size=settings["maxQuantity"]))
    elif "participation" in settings:
        broker.set_filler(bt.broker.fillers.FixedBarPerc(perc=settings["participation"] * 100))
    return broker


def set_commission(broker, settings):
    text = settings["commission"]
    common = {
        "leverage": settings.get("leverage", 1.0),
        "interest": settings.get("borrow", 0.0),
        "interest_long": settings.get("borrowBase") == "entryOfBoth",
    }
    if text == "none":
        broker.setcommission(**common)
    elif text.endswith("bps"):
        rate = float(text[:-3]) / 1e4
        if settings["slippage"].startswith("bare-spread:"):
            broker.addcommissioninfo(NoRebate(commission=rate, **common))
        else:
            broker.setcommission(commission=rate, **common)
    elif ":" in text:
        rate, minimum = text.split("/share:")
        broker.addcommissioninfo(WithMinimum(commission=float(rate), minimum=float(minimum), **common))
    else:
        rate = float(text.removesuffix("/share"))
        broker.setcommission(commission=rate, commtype=CommInfoBase.COMM_FIXED, stocklike=True, **common)


def expect(case):
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.broker = broker_of(case)
    for symbol, rows in case["bars"].items():
        cerebro.adddata(Rows(rows=rows, name=symbol))
    cerebro.addstrategy(Player, case=case)
    player = cerebro.run()[0]
    return {"fills": player.fills, "equity": player.equity}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    cases = []
    for i in range(args.count):
        case = draw_case(random.Random(f"backtrader {args.seed} {i}"), f"backtrader-{args.seed}-{i:04}")
        case["expect"] = expect(case)
        cases.append(case)
    if any(math.isnan(value) for case in cases for value in case["expect"]["equity"]):
        sys.exit("an equity is not a number")
    today = datetime.date.today().isoformat()
    json.dump({"tool": "backtrader", "version": bt.__version__, "date": today, "seed": args.seed, "cases": cases}, sys.stdout)


if __name__ == "__main__":
    main()
