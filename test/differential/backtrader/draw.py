"""Random cases for the profile backtrader: bars, settings and orders, from a seed. Data only."""

DAY = 86_400_000
HOUR = 3_600_000
START = 18_262 * DAY


def draw_case(rng, name):
    shape = draw_shape(rng)
    bars = {symbol: draw_bars(rng, shape, symbol == "AAA") for symbol in shape["symbols"]}
    clock = sorted({row[0] for rows in bars.values() for row in rows})
    settings = draw_settings(rng, shape)
    cash = rng.choice([1_000, 10_000, 10_000, 25_000.5, 100_000])
    actions = draw_actions(rng, shape, settings, bars, clock, cash)
    return {"name": name, "cash": cash, "bars": bars, "from": 0, "settings": settings, "actions": actions}


def draw_shape(rng):
    return {
        "symbols": ["AAA", "BBB", "CCC"][: rng.choice([1, 1, 1, 2, 3])],
        "length": rng.choice([4, 12, 25, 40, 60]),
        "tick": rng.choice([0.01, 0.05, 0.125, 0.25, 1.0]),
        "start": rng.choice([5, 20, 50, 100, 100, 400]),
        "wild": rng.choice([0.3, 1, 1, 2, 6]),
        "hourly": rng.random() < 0.15,
        "holes": rng.choice([0, 0, 0.15, 0.4]),
        "thin": rng.random() < 0.3,
        "fractional": rng.random() < 0.2,
    }


def on_tick(value, tick):
    return round(max(tick, round(value / tick) * tick), 6)


def draw_times(rng, shape):
    time, times = START, []
    for i in range(shape["length"]):
        if shape["hourly"]:
            time += HOUR if rng.random() < 0.8 else 17 * HOUR
        else:
            time += DAY * rng.choice([1, 1, 1, 1, 3])
        times.append(time)
    return times


def draw_bars(rng, shape, is_first):
    """Gaps, ties, bars without range and bars that open where the last one closed."""
    shape.setdefault("times", draw_times(rng, shape))
    tick, rows, last = shape["tick"], [], shape["start"] * rng.choice([0.8, 1, 1.2])
    first, end = 0, len(shape["times"])
    if not is_first and rng.random() < 0.3:
        first = rng.randrange(0, max(1, end // 3))
    if not is_first and rng.random() < 0.3:
        end = rng.randrange(max(first + 1, end // 2), end + 1)
    for time in shape["times"][first:end]:
        step = shape["wild"] * 0.02 * last
        opened = last if rng.random() < 0.3 else last + rng.gauss(0, step)
        close = opened if rng.random() < 0.1 else opened + rng.gauss(0, step)
        opened, close = on_tick(opened, tick), on_tick(close, tick)
        high = max(opened, close) if rng.random() < 0.3 else on_tick(max(opened, close) + abs(rng.gauss(0, step)), tick)
        low = min(opened, close) if rng.random() < 0.3 else on_tick(min(opened, close) - abs(rng.gauss(0, step)), tick)
        volume = rng.choice([0, 3, 40, 100, 977, 5_000]) if shape["thin"] else rng.randrange(200, 50_000)
        last = close
        if is_first or not rows or rng.random() >= shape["holes"]:
            rows.append([time, opened, max(opened, close, high), min(opened, close, low), close, volume])
    return rows


def draw_settings(rng, shape):
    settings = {"lots": "fractional" if shape["fractional"] else "whole"}
    settings["commission"] = rng.choice(["none", "none", "10bps", "37.5bps", "0.005/share", "0.25/share", "0.01/share:1"])
    spreads = [f"bare-spread:{2 * shape['tick']}", f"bare-spread:{rng.choice([0.5, 1, 2, 5]) * shape['start']}"]
    settings["slippage"] = rng.choice(["none", "none", "none", "5bps", "40bps", "300bps", "9999bps", *spreads])
    if settings["slippage"] != "none":
        settings["slippageAtOpen"] = rng.random() < 0.7
        within, limits = rng.choice(
            [("bar", "bar"), ("bar", "bar"), ("anything", "anything"), ("wait", "bar"), ("wait", "anything"), ("wait", "wait")]
        )
        settings["slippageWithin"], settings["limitSlippage"] = within, limits
    settings["cash"] = rng.choice(["reject", "reject", "cancel"])
    # With leverage backtrader's account loses or finds money where slippage has taken a price below zero: see docs/profiles.md.
    is_beyond = settings["slippage"] == spreads[1]
    if rng.random() < 0.2 and not is_beyond:
        settings["leverage"] = rng.choice([1.5, 2, 4])
    if rng.random() < 0.15:
        settings["fillAt"] = "signalClose"
    if rng.random() < 0.2:
        settings["borrow"] = rng.choice([0.005, 0.08, 0.6])
        settings["borrowBase"] = rng.choice(["entry", "entry", "entryOfBoth"])
    if rng.random() < 0.25:
        settings["participation"] = rng.choice([0.01, 0.1, 0.25, 0.07, 1])
        if rng.random() < 0.3:
            settings["participation"], settings["maxQuantity"] = 1, rng.choice([1, 7, 50])
    if rng.random() < 0.1:
        settings["cashAt"] = "open"
    return settings


def draw_actions(rng, shape, settings, bars, clock, cash):
    closes = {symbol: {row[0]: row[4] for row in rows} for symbol, rows in bars.items()}
    last, actions, names = {}, [], []
    busy = rng.choice([0.15, 0.4, 0.8])
    words = ["x", "y"]
    for at, time in enumerate(clock):
        for symbol in bars:
            if time in closes[symbol]:
                last[symbol] = closes[symbol][time]
        while rng.random() < busy:
            symbol = rng.choice(list(last))
            dice = rng.random()
            if dice < 0.12 and names:
                name = rng.choice(names[-6:])
                suffix = rng.choice(["", "", "/stop", "/target"])
                actions.append({"do": "cancel", "at": at, "id": name + suffix})
            elif dice < 0.2:
                actions.append({"do": "close", "at": at, "symbol": symbol})
            else:
                name = f"n{len(names)}"
                names.append(name)
                actions.append(draw_order(rng, shape, at, time, name, symbol, last[symbol], cash, words, clock))
    return actions


def draw_order(rng, shape, at, time, name, symbol, close, cash, words, clock):
    tick, reach = shape["tick"], shape["wild"] * 0.03

    def near(away=1.0):
        return on_tick(close * (1 + rng.gauss(0, reach * away)), tick)

    side = rng.choice(["buy", "sell"])
    kinds = ["market"] * 5 + ["limit"] * 3 + ["stop"] * 3 + ["stopLimit"] * 2 + ["trailing"] * 2
    kind = rng.choice(kinds + ["trailingLimit", "marketOnClose", "marketOnClose"])
    order = {"do": "place", "at": at, "id": name, "symbol": symbol, "side": side, "type": kind}
    if kind in ("limit", "stopLimit"):
        order["limit"] = near()
    if kind in ("stop", "stopLimit"):
        order["stop"] = near()
    if kind == "stopLimit" and rng.random() < 0.2:
        order["limit"] = order["stop"]
    if kind in ("trailing", "trailingLimit"):
        order["trail"] = draw_trail(rng, close, tick)
    if kind == "trailingLimit":
        order["limitOffset"] = rng.choice([tick * rng.choice([-8, -1, 0, 1, 10]), close * rng.choice([-1.5, -1, -0.6, 0.6, 1])])
    draw_size(rng, shape, order, close, cash)
    dice = rng.random()
    if dice < 0.1:
        order["timeInForce"] = "gtd"
        order["until"] = rng.choice(clock[at:]) + rng.choice([0, 0, 5_000, -5_000])
    elif dice < 0.16:
        order["timeInForce"] = "day"
    if rng.random() < 0.15:
        order["oco"] = rng.choice(words)
    if rng.random() < 0.25:
        price = order.get("stop", order.get("limit", close))
        order["bracket"] = draw_bracket(rng, side, price, tick, near)
    return order


def draw_trail(rng, close, tick):
    if rng.random() < 0.5:
        return {"amount": on_tick(close * rng.choice([0.005, 0.02, 0.06]), tick)}
    return {"fraction": rng.choice([0.005, 0.01, 0.0333, 0.1])}


def draw_size(rng, shape, order, close, cash):
    dice = rng.random()
    if dice < 0.2:
        order["fraction"] = rng.choice([1, 1, 0.95, 0.5, 0.25, 0, 1.7])
    elif dice < 0.3:
        order["cash"] = rng.choice([cash, cash / 2, 777.77])
    else:
        most = max(1, int(cash / close))
        units = rng.choice([1, 2, 10, most, max(1, most // 2), max(1, most // 4), most + 1, 2 * most])
        if shape["fractional"] and rng.random() < 0.7:
            units = rng.choice([units + 0.5, units / 8, units + 0.125, 0.1 * rng.randrange(1, 50)])
        order["quantity"] = units


def draw_bracket(rng, side, price, tick, near):
    # Some reach to zero, and beyond.
    def distance():
        return tick * rng.choice([1, 1, 5, 5, 20, 20, price / tick])

    bracket, which = {}, rng.choice(["both", "both", "both", "stop", "target"])
    away = -1 if side == "buy" else 1
    if which != "target":
        dice = rng.random()
        if dice < 0.25:
            bracket["stop"] = {"trail": draw_trail(rng, price, tick)}
        elif dice < 0.5:
            bracket["stop"] = {"fraction": rng.choice([0.01, 0.01, 0.03, 0.03, 0.1, 0.1, 1, 1.5])}
        elif dice < 0.6:
            bracket["stop"] = {"amount": distance()}
        else:
            bracket["stop"] = {"price": near() if rng.random() < 0.3 else on_tick(price * (1 + away * 0.03), tick)}
    if which != "stop":
        dice = rng.random()
        if dice < 0.3:
            bracket["target"] = {"fraction": rng.choice([0.01, 0.01, 0.03, 0.03, 0.1, 0.1, 1])}
        elif dice < 0.4:
            bracket["target"] = {"amount": distance()}
        else:
            bracket["target"] = {"price": near() if rng.random() < 0.3 else on_tick(price * (1 - away * 0.03), tick)}
    return bracket
