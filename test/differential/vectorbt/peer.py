"""Draws random cases, plays them on vectorbt and writes them with what it did, as JSON on standard output.

    python test/differential/vectorbt/peer.py --seed 1 --count 200
"""
import argparse
import datetime
import importlib.metadata
import json
import math
import random
import sys
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
import vectorbt as vbt  # noqa: E402

DAY = 86_400_000
START = 18_262 * DAY
INF = float("inf")
NAN = float("nan")

# The words of ivy's settings, and what vectorbt calls the same.
ACCUMULATE = {"no": "disabled", "both": "both", "addOnly": "addonly", "removeOnly": "removeonly"}
CONFLICT = ["ignore", "entry", "exit", "adjacent", "opposite"]
DIRECTION = ["ignore", "long", "short", "adjacent", "opposite"]
OPPOSITE = ["ignore", "close", "closeReduce", "reverse", "reverseReduce"]
STOP_EXIT = ["close", "closeReduce", "reverse", "reverseReduce"]
STOP_UPDATE = {"override": "override", "overrideAll": "overridenan", "keep": "keep"}
STOP_BASE = {"close": "close", "fill": "fillprice", "reference": "price"}
CALL_SEQ = {"tickers": "default", "reversed": "reversed", "byValue": "auto"}


def draw_bars(rng, count):
    """Coarse prices, so that touches and ties are frequent; gaps, flat bars, crashes; bars without volume."""
    tick = rng.choice([0.01, 0.01, 0.5, 1.0, 0.1])
    wild = rng.choice([0.01, 0.03, 0.06, 0.15])

    def near(price):
        return round(max(tick, round(price / tick) * tick), 2)

    last = near(rng.choice([rng.uniform(3, 20), rng.uniform(20, 200), 100.0]))
    rows = []
    for i in range(count):
        gap = rng.choice([0.0, 0.0, rng.gauss(0, wild), rng.gauss(0, 2 * wild)])
        move = rng.choice([0.0, rng.gauss(0, wild), rng.gauss(0, wild)])
        if rng.random() < 0.03:
            gap = rng.choice([-0.6, -0.3, -0.1, 0.05, 0.4, 1.5, 4.0])
        open_ = near(last * (1 + max(-0.9, gap)))
        close = near(open_ * (1 + max(-0.9, move)))
        high = max(near(max(open_, close) * (1 + rng.choice([0.0, abs(rng.gauss(0, wild))]))), open_, close)
        low = min(near(min(open_, close) * (1 - rng.choice([0.0, min(0.9, abs(rng.gauss(0, wild)))]))), open_, close)
        rows.append([START + i * DAY, open_, high, low, close, rng.choice([0, rng.randint(1, 5_000)])])
        last = close
    return rows


def draw_market(rng):
    """One asset, or some that start late, end early or skip days."""
    count = rng.randint(5, 40)
    assets = rng.choice([1, 1, 2, 3, 4])
    symbols = ["AAA", "BBB", "CCC", "DDD"][:assets]
    rng.shuffle(symbols)
    bars = {symbol: draw_bars(rng, count) for symbol in symbols}
    if assets > 1 and rng.random() < 0.6:
        for k, symbol in enumerate(symbols[1:]):
            first = rng.choice([0, 0, rng.randint(0, count // 2)])
            last = rng.choice([count, count, rng.randint(count // 2, count)])
            skips = rng.choice([0.0, 0.1, 0.4])
            kept = [row for i, row in enumerate(bars[symbol]) if first <= i < last and rng.random() >= skips]
            bars[symbol] = kept or bars[symbol][:1]
    return symbols, bars, count


def table(symbols, bars, count, column):
    """One column of the bars, day by asset; NaN where the asset has no bar."""
    out = np.full((count, len(symbols)), NAN)
    for k, symbol in enumerate(symbols):
        for row in bars[symbol]:
            out[(row[0] - START) // DAY, k] = row[column]
    return out


def draw_costs(rng):
    bps = rng.choice([0, 0, 5, 10, 100, 500])
    fixed = rng.choice([0, 0, 0, 1, 2.5, 20, 200])
    parts = ([f"{fixed}/fill"] if fixed else []) + ([f"{bps}bps"] if bps else [])
    slip = rng.choice([0, 0, 2, 5, 50, 300])
    settings = {"commission": "+".join(parts) or "none", "slippage": f"{slip}bps" if slip else "none"}
    return settings, {"fees": bps / 1e4, "fixed_fees": float(fixed), "slippage": slip / 1e4}


def draw_limits(rng):
    settings, options = {}, {}
    lots = rng.choice(["fractional", "fractional", "fractional", "whole", 0.1, 0.5, 10, 0.001])
    if lots != "fractional":
        settings["lots"] = lots
    options["size_granularity"] = NAN if lots == "fractional" else 1.0 if lots == "whole" else float(lots)
    least = rng.choice([None, None, None, 0, 0.5, 5])
    if least is not None:
        settings["minQuantity"] = least
    options["min_size"] = 1e-8 if least is None else float(least)
    most = rng.choice([None, None, None, 3, 20, 7.5])
    if most is not None:
        settings["maxQuantity"] = most
    options["max_size"] = INF if most is None else float(most)
    margin = rng.choice([0, 0, 1])
    if margin == 1:
        settings["shortMargin"] = 1
    options["lock_cash"] = margin == 1
    return settings, options


def draw_size(rng, cash, price, small=False):
    """A size: the word of ivy and its value; None: all there is. Small ones leave cash to add to them."""
    if small:
        return rng.choice([("quantity", round(rng.uniform(0.01, 0.1) * cash / price, 3) or 1), ("cash", cash / 20), ("fraction", 0.1)])
    kind = rng.choice(["all", "quantity", "quantity", "cash", "fraction"])
    if kind == "quantity":
        exact = cash / price
        return kind, rng.choice([1, 5, 0.5, 10, round(rng.uniform(0.1, 1.5) * exact, 3) or 1, exact, 0.05])
    if kind == "cash":
        return kind, rng.choice([cash, cash / 2, round(rng.uniform(0.01, 2) * cash, 2), 1])
    if kind == "fraction":
        return kind, rng.choice([0.1, 0.25, 0.5, 0.9, 0.999, 1 / 3])
    return "all", None


SIZE_TYPE = {"all": 0, "quantity": 0, "cash": 1, "fraction": 2}


def draw_stops(rng):
    """A bracket in ivy's words, and vectorbt's stop, whether it trails, and target."""
    bracket, stop, trails, target = {}, NAN, False, NAN
    if rng.random() < 0.6:
        stop = rng.choice([0.01, 0.02, 0.05, 0.1, 0.1, 0.5, 0.03])
        trails = rng.random() < 0.4
        level = {"fraction": stop}
        bracket["stop"] = {"trail": level} if trails else level
    if rng.random() < 0.5:
        target = rng.choice([0.01, 0.02, 0.05, 0.1, 0.3])
        bracket["target"] = {"fraction": target}
    return bracket, stop, trails, target


def shifted(values, fill, by):
    """The array one row later, `fill` in front, where what is decided on a bar fills on the next."""
    if by == 0:
        return values
    out = np.full_like(values, fill)
    out[1:] = values[:-1]
    return out


def signals_case(rng):
    symbols, bars, count = draw_market(rng)
    cash = rng.choice([100.0, 1_000.0, 10_000.0, 333.33])
    settings, costs = draw_costs(rng)
    limits, bounds = draw_limits(rng)
    settings.update(limits)
    close = table(symbols, bars, count, 4)
    shape = close.shape

    def choose(key, words, usual, chance=0.4):
        word = rng.choice(words) if rng.random() < chance else usual
        if word != usual:
            settings[key] = word
        return word

    # One case in six adds to its positions, one in six has stops that turn them around or take a part off.
    theme = rng.choice(["any", "any", "any", "any", "adds", "turns"])
    if theme == "adds":
        for name in ("lots", "minQuantity", "maxQuantity"):
            settings.pop(name, None)
        bounds.update(size_granularity=NAN, min_size=1e-8, max_size=INF)
    accumulate = choose("accumulate", ["both", "addOnly"] if theme == "adds" else list(ACCUMULATE), "no", 1 if theme == "adds" else 0.4)
    conflict = choose("signalConflict", CONFLICT, "ignore")
    direction = choose("directionConflict", DIRECTION, "ignore")
    opposite = choose("oppositeEntry", OPPOSITE, "reverseReduce")
    stop_exit = choose("stopExit", STOP_EXIT, "close", {"any": 0.3, "adds": 0.1, "turns": 1}[theme])
    update = choose("stopUpdate", list(STOP_UPDATE), "override", 0.9 if theme == "adds" else 0.4)
    base = choose("stopBase", list(STOP_BASE), "close")
    stop_fill = choose("stopFill", ["levelOrOpen", "close"], "levelOrOpen", 0.3)
    # A stop that fills at the close always slips in vectorbt.
    slippage_on = "all" if stop_fill == "close" else rng.choice(["notStops", "all"])
    if slippage_on != "notStops":
        settings["slippageOn"] = slippage_on
    order = choose("signalOrder", list(CALL_SEQ), "tickers")
    fill_at = choose("fillAt", ["signalClose", "nextOpen", "nextClose"], "signalClose", 0.3)
    later = 0 if fill_at == "signalClose" else 1

    # What a stop that does more than close is sized by is the entry of its position: then all entries are alike.
    alike = stop_exit != "close"
    small = theme == "adds"
    one_size = draw_size(rng, cash, rng.choice([10, 50, 100]), small)
    one_stop = draw_stops(rng)
    removes = accumulate in ("both", "removeOnly")
    lone_exits = not (alike and removes and one_size[0] != "all")
    long, short, leave = (np.full(shape, False) for _ in range(3))
    size, size_type = np.full(shape, INF), np.full(shape, 0)
    stop, trails, target = np.full(shape, NAN), np.full(shape, False), np.full(shape, NAN)
    partial = np.full(shape, True)
    if alike:
        stop[:], trails[:], target[:] = one_stop[1:]
        if one_size[0] != "all":
            size[:] = one_size[1]
        size_type[:] = SIZE_TYPE[one_size[0]]
    busy = rng.choice([0.3, 0.6, 0.9] if small else [0.1, 0.3, 0.6])
    sides = rng.choice(["long", "short", "both"] if small else ["both", "both", "long", "short"])
    whole = rng.choice([0.0, 0.0, 0.4])
    actions = []
    for i in range(count):
        for k, symbol in enumerate(symbols):
            # Only on bars of the asset: on others neither engine can do anything, and ivy's strategy sees no price.
            goes_long = sides != "short" and rng.random() < busy / 2
            goes_short = sides != "long" and rng.random() < busy / 2
            leaves = rng.random() < (0.05 if small else busy / 2)
            if not (goes_long or goes_short) and not lone_exits:
                leaves = False
            price = close[i, k] if not math.isnan(close[i, k]) else 50
            kind, value = one_size if alike else draw_size(rng, cash, price, small)
            bracket, *levels = one_stop if alike else draw_stops(rng)
            is_whole = not alike and rng.random() < whole
            if goes_long or goes_short:
                size_type[i, k] = SIZE_TYPE[kind]
                if kind != "all":
                    size[i, k] = value
                stop[i, k], trails[i, k], target[i, k] = levels
                partial[i, k] = not is_whole
            long[i, k], short[i, k], leave[i, k] = goes_long, goes_short, leaves
            todo = []
            for side, goes in (("long", goes_long), ("short", goes_short)):
                if not goes:
                    continue
                action = {"do": "enter", "at": i, "symbol": symbol, "side": side}
                if kind != "all":
                    action[kind] = value
                if "stop" in bracket:
                    action["stopLoss"] = bracket["stop"]
                if "target" in bracket:
                    action["takeProfit"] = bracket["target"]
                if is_whole:
                    action["timeInForce"] = "fok"
                todo.append(action)
            if leaves:
                todo.append({"do": "exit", "at": i, "symbol": symbol})
            rng.shuffle(todo)
            actions += todo
    if order != "tickers":
        rng.shuffle(actions)
        actions.sort(key=lambda action: action["at"])
    settings["fillAt"] = fill_at
    opens = table(symbols, bars, count, 1)
    index = pd.RangeIndex(count)
    frame = lambda values: pd.DataFrame(values, index=index, columns=symbols)  # noqa: E731
    options = {
        "open": frame(opens),
        "high": frame(table(symbols, bars, count, 2)),
        "low": frame(table(symbols, bars, count, 3)),
        "price": frame(opens if fill_at == "nextOpen" else close),
        "size": frame(shifted(size, INF, later)),
        "size_type": frame(shifted(size_type, 0, later)),
        "sl_stop": frame(shifted(stop, NAN, 0 if alike else later)),
        "sl_trail": frame(shifted(trails, False, 0 if alike else later)),
        "tp_stop": frame(shifted(target, NAN, 0 if alike else later)),
        "allow_partial": frame(shifted(partial, True, later)),
        "accumulate": ACCUMULATE[accumulate],
        "upon_long_conflict": conflict,
        "upon_short_conflict": conflict,
        "upon_dir_conflict": direction,
        "upon_opposite_entry": opposite.lower(),
        "upon_stop_exit": stop_exit.lower(),
        "upon_stop_update": STOP_UPDATE[update],
        "stop_entry_price": STOP_BASE[base],
        "stop_exit_price": "close" if stop_fill == "close" else "stopmarket" if slippage_on == "all" else "stoplimit",
        "call_seq": CALL_SEQ[order],
        **costs,
        **bounds,
    }
    if alike and later:
        for name, values, usual in (("size", size, INF), ("size_type", size_type, 0)):
            options[name] = frame(values)

    def run():
        return vbt.Portfolio.from_signals(
            frame(close),
            entries=frame(shifted(long, False, later)),
            exits=frame(shifted(leave, False, later)),
            short_entries=frame(shifted(short, False, later)),
            short_exits=frame(shifted(leave, False, later)),
            init_cash=cash,
            cash_sharing=len(symbols) > 1,
            group_by=True if len(symbols) > 1 else None,
            engine="numba",
            **options,
        )

    case = {"cash": cash, "bars": bars, "from": 0, "settings": settings, "actions": actions}
    return case, run, symbols, count


ORDER_TYPES = ["amount", "amount", "all", "value", "percent", "targetamount", "targetvalue", "targetpercent"]


def orders_case(rng):
    symbols, bars, count = draw_market(rng)
    cash = rng.choice([100.0, 1_000.0, 10_000.0, 333.33])
    settings, costs = draw_costs(rng)
    limits, bounds = draw_limits(rng)
    settings.update(limits)
    close = table(symbols, bars, count, 4)
    shape = close.shape
    direction = rng.choice(["both", "both", "longonly", "shortonly"])
    order = rng.choice(["tickers", "reversed", "byValue", "placed"])
    if order != "tickers":
        settings["signalOrder"] = order
    # A target is worked out where it is decided, and filled there.
    kinds = rng.choice([ORDER_TYPES, ORDER_TYPES[:5], ["targetpercent"]])
    fill_at = "signalClose" if any("target" in kind for kind in kinds) else rng.choice(["signalClose", "nextOpen", "nextClose"])
    settings["fillAt"] = fill_at
    later = 0 if fill_at == "signalClose" else 1
    busy = rng.choice([0.2, 0.5, 0.8])
    whole = rng.choice([0.0, 0.0, 0.4])
    size, size_type, partial = np.full(shape, NAN), np.full(shape, 0), np.full(shape, True)
    calls = np.tile(np.arange(len(symbols)), (count, 1))
    actions = []
    for i in range(count):
        todo = []
        for k, symbol in enumerate(symbols):
            if rng.random() >= busy:
                continue
            kind = rng.choice(kinds)
            price = close[i, k] if not math.isnan(close[i, k]) else 50
            sign = rng.choice([1, 1, -1])
            is_whole = rng.random() < whole
            action = {"at": i, "symbol": symbol, "type": "market"}
            if kind == "all":
                value, code = INF, 0
                action["fraction"] = 1
            elif "amount" in kind:
                value, code = rng.choice([1, 5, 0.5, round(rng.uniform(0.1, 1.5) * cash / price, 3) or 1]), 0
                action["quantity"] = value
            elif "value" in kind:
                value, code = rng.choice([cash, cash / 2, round(rng.uniform(0.01, 1.5) * cash, 2)]), 1
                action["cash"] = value
            else:
                value, code = rng.choice([0.1, 0.25, 0.5, 0.9, 1 / 3, 0.75]), 2
                action["fraction"] = value
            if "target" in kind:
                code += 3
                if rng.random() < 0.2:
                    value = 0.0
                named = "quantity" if code == 3 else "cash" if code == 4 else "fraction"
                signed = sign * value * (-1 if direction == "shortonly" else 1)
                action[named] = signed
                action["do"] = "reach"
                if direction != "both":
                    action["reducing"] = "sell" if direction == "longonly" else "buy"
                elif named == "fraction" and signed != 0:
                    # A column's 0 is an exit, which asks for no worth of the account.
                    action["do"] = "aim"
            else:
                buys = (sign > 0) != (direction == "shortonly")
                action["do"] = "place"
                action["side"] = "buy" if buys else "sell"
                if (direction == "longonly" and not buys) or (direction == "shortonly" and buys):
                    action["reduceOnly"] = True
            if is_whole and action["do"] != "aim":
                action["timeInForce"] = "fok"
                partial[i, k] = False
            size[i, k], size_type[i, k] = sign * value, code
            todo.append((k, action))
        if order != "tickers":
            rng.shuffle(todo)
        placed = [k for k, _ in todo]
        if order == "placed":
            row = min(i + later, count - 1)
            if i + later < count:
                calls[row] = placed + [k for k in range(len(symbols)) if k not in placed]
        for n, (_, action) in enumerate(todo):
            if action["do"] == "aim":
                del action["type"]
            else:
                action["id"] = f"{i}.{n}"
            actions.append(action)
    index = pd.RangeIndex(count)
    frame = lambda values: pd.DataFrame(values, index=index, columns=symbols)  # noqa: E731

    def run():
        return vbt.Portfolio.from_orders(
            frame(close),
            size=frame(shifted(size, NAN, later)),
            size_type=frame(shifted(size_type, 0, later)),
            allow_partial=frame(shifted(partial, True, later)),
            direction=direction,
            price=frame(table(symbols, bars, count, 1) if fill_at == "nextOpen" else close),
            init_cash=cash,
            cash_sharing=len(symbols) > 1,
            group_by=True if len(symbols) > 1 else None,
            call_seq=calls.copy() if order == "placed" else CALL_SEQ[order],
            engine="numba",
            **costs,
            **bounds,
        )

    case = {"cash": cash, "bars": bars, "from": 0, "settings": settings, "actions": actions}
    return case, run, symbols, count


def fills_of(portfolio, symbols):
    """Every fill; one that turns a position around in two rows, the fee shared by size: so ivy's books have it."""
    held = dict.fromkeys(symbols, 0.0)
    fills = []
    for record in portfolio.order_records:
        symbol = symbols[int(record["col"])]
        units, fee, side = float(record["size"]), float(record["fees"]), 1 if record["side"] == 0 else -1
        before = held[symbol]
        after = before + side * units
        if math.isclose(after, 0, abs_tol=1e-12) or math.isclose(before, -side * units, rel_tol=1e-9):
            after = 0.0
        held[symbol] = after
        parts = [(units, fee)]
        if before * after < 0:
            parts = [(abs(before), fee * abs(before) / units), (abs(after), fee * abs(after) / units)]
        for part, share in parts:
            fill = {"bar": int(record["idx"]), "symbol": symbol, "quantity": side * part}
            fills.append({**fill, "price": float(record["price"]), "commission": share})
    return fills


def expect(run, symbols):
    try:
        portfolio = run()
    except ValueError as error:
        if "does not support position reversal" in str(error):
            return {"fills": [], "equity": [], "refused": "turn-by-fraction"}
        raise
    value = np.asarray(portfolio.value(), dtype=float).reshape(-1)
    return {"fills": fills_of(portfolio, symbols), "equity": value.tolist()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    asked = parser.parse_args()
    cases = []
    for number in range(asked.count):
        rng = random.Random(f"vectorbt {asked.seed} {number}")
        case, run, symbols, _ = rng.choice([signals_case, signals_case, orders_case])(rng)
        cases.append({"name": f"{asked.seed}.{number}", **case, "expect": expect(run, symbols)})
    json.dump(
        {
            "tool": "vectorbt",
            "version": importlib.metadata.version("vectorbt"),
            "date": datetime.date.today().isoformat(),
            "seed": asked.seed,
            "cases": cases,
        },
        sys.stdout,
    )


main()
