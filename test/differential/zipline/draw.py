"""Random cases for zipline: data only, drawn from a seed."""

import math
import random

# Old shares for a new one, as zipline says a split.
RATIOS = [0.5, 0.5, 0.25, 0.2, 0.1, 1 / 3, 2 / 3, 1.5, 2, 3, 5, 10]

TYPES = ["market"] * 5 + ["limit"] * 3 + ["stop"] * 2 + ["stopLimit"] * 3


def draw_case(seed, number, sessions):
    """One case: assets with rows [time, open, high, low, close, volume] or None, settings, and orders by bar."""
    rng = random.Random(f"zipline {seed} {number}")
    bars = rng.choice([12, 25, 25, 40, len(sessions)])
    count = rng.choice([1, 1, 1, 2, 3])
    wild = rng.random() < 0.15
    settings = {"commission": draw_commission(rng), "slippage": draw_slippage(rng)}
    splits = {} if rng.random() < 0.6 else {"dividends": rng.choice([0, 1, 2]), "splits": rng.choice([0, 1, 2, 6])}
    assets = {}
    for k in range(count):
        assets["ABC"[k]] = draw_asset(rng, bars, wild, count > 1, splits)
    for i in range(bars):
        if all(asset["rows"][i] is None for asset in assets.values()):
            fill_hole(next(iter(assets.values())), i)
    orders = draw_orders(rng, assets, bars)
    return {
        "cash": rng.choice([1_000, 10_000, 100_000, 123_456.78]),
        "bars": bars,
        "assets": assets,
        "settings": settings,
        "orders": orders,
    }


def draw_asset(rng, bars, wild, may_miss, actions):
    tick = rng.choice([0.01, 0.01, 0.5, 0.25, 0.001])
    scale = 12 if wild else 1
    volume = rng.choice([40, 300, 4_000, 100_000])
    holes = may_miss and rng.random() < 0.5
    starts = rng.randrange(bars // 2) if may_miss and rng.random() < 0.25 else 0
    # Past the end of its data an asset is closed out, as its listing says.
    ends = rng.randrange(bars // 2, bars) if may_miss and rng.random() < 0.25 else bars - 1
    starts = min(starts, ends)
    last = rng.randrange(5, 150)
    rows = []
    ratios = {rng.randrange(1, bars): rng.choice(RATIOS) for _ in range(actions.get("splits", 0))}
    payments = {rng.randrange(1, bars): rng.choice([0.1, 0.25, 1, 2.5]) for _ in range(actions.get("dividends", 0))}
    for i in range(bars):
        last *= ratios.get(i, 1)
        still = rng.random() < 0.08
        gap = 0 if still or rng.random() < 0.3 else rng.randint(-300, 300) * scale
        move = 0 if still else rng.randint(-400, 400) * scale
        near = lambda price: max(tick, round(price / tick) * tick)
        start = near(last * max(0.05, 1 + gap / 1e4))
        close = near(start * max(0.05, 1 + move / 1e4))
        high = near(max(start, close) * (1 + rng.randint(0, 200) / 1e4))
        low = near(min(start, close) * (1 - rng.randint(0, 200) / 1e4))
        last = close
        traded = 0 if rng.random() < 0.07 else rng.randint(1, volume)
        hole = i < starts or i > ends or (holes and i not in (starts, ends) and rng.random() < 0.12)
        rows.append(None if hole else [start, high, low, close, traded])
    # On a bar of its own: what happens without one cannot be said of prices.
    return {
        "rows": rows,
        "start": starts,
        "end": ends,
        "splits": {i: ratio for i, ratio in sorted(ratios.items()) if rows[i] is not None and i > starts},
        "dividends": {i: cash for i, cash in sorted(payments.items()) if rows[i] is not None and i > starts},
    }


def fill_hole(asset, i):
    known = next(row for row in asset["rows"] if row is not None)
    asset["rows"][i] = list(known)
    asset["start"] = min(asset["start"], i)
    asset["end"] = max(asset["end"], i)


def draw_commission(rng):
    kind = rng.choice(["none", "perShare", "perShare", "perShareMin", "perShareMin", "perTrade", "perDollar"])
    if kind == "none":
        return {"type": "none"}
    if kind == "perShare":
        return {"type": "perShare", "cost": rng.choice([0.001, 0.005, 0.0075]), "minimum": 0}
    if kind == "perShareMin":
        return {"type": "perShare", "cost": rng.choice([0.001, 0.005, 0.02]), "minimum": rng.choice([0.5, 1, 4.95])}
    if kind == "perTrade":
        return {"type": "perTrade", "cost": rng.choice([1, 4.95])}
    return {"type": "perDollar", "cost": rng.choice([0.0015, 0.0005, 0.01])}


def draw_slippage(rng):
    kind = rng.choice(["none", "fixed", "fixed", "volumeShare", "volumeShare", "volumeShare", "bps", "bps", "bps"])
    if kind == "none":
        return {"type": "none"}
    if kind == "fixed":
        return {"type": "fixed", "spread": rng.choice([0.0, 0.02, 0.1, 0.33])}
    if kind == "volumeShare":
        return {
            "type": "volumeShare",
            "limit": rng.choice([0.025, 0.1, 0.25, 1.0]),
            "impact": rng.choice([0.1, 0.1, 0.5, 0]),
        }
    return {"type": "bps", "bps": rng.choice([5, 5, 1, 50, 0]), "limit": rng.choice([0.1, 0.1, 0.2, 0.025, 1.0])}


def draw_orders(rng, assets, bars):
    names = list(assets)
    orders = []
    for _ in range(rng.choice([3, 8, 20, 40])):
        bar = rng.randrange(bars)
        if orders and rng.random() < 0.15:
            earlier = rng.choice(orders)
            if earlier["do"] != "cancel" and earlier["bar"] <= bar:
                orders.append({"do": "cancel", "bar": bar, "id": earlier["id"]})
                continue
        orders.append(draw_order(rng, f"r{len(orders)}", assets, rng.choice(names), bar))
    # Those of one bar keep the order in which they were drawn; an order comes before its cancellation.
    return [order for _, order in sorted(enumerate(orders), key=lambda pair: (pair[1]["bar"], pair[0]))]


def draw_order(rng, name, assets, symbol, bar):
    rows = assets[symbol]["rows"]
    order = {"do": "order", "bar": bar, "id": name, "symbol": symbol, "side": rng.choice(["buy", "sell"])}
    kind = rng.choice(TYPES)
    order["type"] = kind
    close = next((row[3] for row in reversed(rows[: bar + 1]) if row is not None), None)
    if kind != "market":
        place_levels(rng, order, rows, bar, close)
    is_priced = close is not None and bar <= assets[symbol]["end"]
    size = rng.choice(["quantity"] * 4 + ["cash", "fraction", "toQuantity", "toCash", "toFraction"])
    if not is_priced or size == "quantity":
        order["quantity"] = rng.choice([1, rng.randint(1, 20), rng.randint(1, 300), rng.randint(1, 3_000), 10.7, 12.99995])
    elif size == "cash":
        order["cash"] = rng.choice([500, 5_000, 12_345.67])
    elif size == "fraction":
        order["fraction"] = rng.choice([0.1, 0.25, 0.5, 1, 1, 1.5])
    else:
        # A position to reach, negative when short; which side it takes is worked out at this bar.
        del order["side"]
        whole = {"toQuantity": [0, 0, 100, -100, 37], "toCash": [0, 5_000, -5_000], "toFraction": [0, 0.5, -0.5, 1, -1]}
        order[size] = rng.choice(whole[size])
    return order


def place_levels(rng, order, rows, bar, close):
    base = close if close is not None else 20.0
    later = [row[3] for row in rows[bar + 1 :] if row is not None]
    if later and rng.random() < 0.35:
        base = rng.choice(later[:6])
    if rng.random() < 0.75:
        base *= 1 + rng.randint(-500, 500) / 1e4
    # Levels on the cent, off it, and at the edges of what rounding takes down or up.
    base = math.floor(base * 100) / 100 + rng.choice([0, 0, 0, 0.0005, 0.0049, 0.0051, 0.0095, 0.0094999])
    base = max(0.01, round(base, 7))
    kind = order["type"]
    if kind in ("stop", "stopLimit"):
        order["stop"] = base
    if kind == "limit":
        order["limit"] = base
    if kind == "stopLimit":
        order["limit"] = max(0.01, round(base * (1 + rng.choice([0, 0, rng.randint(-300, 300)]) / 1e4), 4))
