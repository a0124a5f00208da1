"""Plays random cases on zipline-reloaded and writes them with what it did, as one JSON document.

    python peer.py --seed 1 --count 200 > cases.json
"""

import argparse
import datetime
import json
import logging
import os
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
os.environ.setdefault("ZIPLINE_ROOT", os.path.join(tempfile.gettempdir(), "ivy-zipline-root"))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import zipline  # noqa: E402
from zipline import api  # noqa: E402
from zipline.algorithm import TradingAlgorithm  # noqa: E402
from zipline.assets import AssetDBWriter, AssetFinder  # noqa: E402
from zipline.data.adjustments import SQLiteAdjustmentReader, SQLiteAdjustmentWriter  # noqa: E402
from zipline.data.bcolz_daily_bars import BcolzDailyBarReader, BcolzDailyBarWriter  # noqa: E402
from zipline.data.data_portal import DataPortal  # noqa: E402
from zipline.finance import commission, slippage  # noqa: E402
from zipline.finance.trading import SimulationParameters  # noqa: E402
from zipline.utils.calendar_utils import get_calendar  # noqa: E402

from draw import draw_case  # noqa: E402

BARS = 60
CALENDAR = get_calendar("XNYS")
SESSIONS = CALENDAR.sessions_in_range(pd.Timestamp("2019-01-02"), pd.Timestamp("2019-06-28"))[:BARS]


class Bundle:
    """The assets of all cases in one store of daily bars."""

    def __init__(self, cases, folder):
        self.sids = {}
        frames = {}
        listing = []
        for number, case in enumerate(cases):
            for symbol, asset in case["assets"].items():
                sid = len(self.sids)
                self.sids[number, symbol] = sid
                first, last = asset["start"], asset["end"]
                rows = [row if row is not None else [np.nan] * 4 + [0] for row in asset["rows"][first : last + 1]]
                frames[sid] = pd.DataFrame(
                    rows, index=SESSIONS[first : last + 1], columns=["open", "high", "low", "close", "volume"]
                )
                ends_early = last < case["bars"] - 1
                listing.append(
                    {
                        "sid": sid,
                        "symbol": f"{symbol}{number}",
                        "asset_name": symbol,
                        "start_date": SESSIONS[first],
                        "end_date": SESSIONS[last] if ends_early else SESSIONS[-1],
                        "auto_close_date": SESSIONS[last] if ends_early else SESSIONS[-1] + pd.Timedelta(days=30),
                        "exchange": "NYSE",
                    }
                )
                if not ends_early:
                    frames[sid] = frames[sid].reindex(SESSIONS[first:])
                    frames[sid]["volume"] = frames[sid]["volume"].fillna(0)
        database = os.path.join(folder, "assets.sqlite")
        exchanges = pd.DataFrame([{"exchange": "NYSE", "canonical_name": "NYSE", "country_code": "US"}])
        AssetDBWriter(database).write(equities=pd.DataFrame(listing).set_index("sid"), exchanges=exchanges)
        self.finder = AssetFinder(database)
        bars = os.path.join(folder, "daily.bcolz")
        BcolzDailyBarWriter(bars, CALENDAR, SESSIONS[0], SESSIONS[-1]).write(iter(frames.items()))
        self.reader = BcolzDailyBarReader(bars)
        adjustments = os.path.join(folder, "adjustments.sqlite")
        with SQLiteAdjustmentWriter(adjustments, self.reader) as writer:
            writer.write(**adjustments_of(cases, self.sids))
        self.portal = DataPortal(
            self.finder,
            trading_calendar=CALENDAR,
            first_trading_day=SESSIONS[0],
            equity_daily_reader=self.reader,
            adjustment_reader=SQLiteAdjustmentReader(adjustments),
        )

    def asset(self, number, symbol):
        return self.finder.retrieve_asset(self.sids[number, symbol])

    def rows(self, number, case):
        """The bars as the engine reads them: it stores thousandths, and multiplies on reading."""
        for symbol, asset in case["assets"].items():
            sid = self.sids[number, symbol]
            rows = []
            for i, row in enumerate(asset["rows"]):
                if row is None:
                    continue
                session = SESSIONS[i]
                prices = [float(self.reader.get_value(sid, session, name)) for name in ("open", "high", "low", "close")]
                rows.append([millis(session), *prices, int(self.reader.get_value(sid, session, "volume"))])
            asset["rows"] = rows


def adjustments_of(cases, sids):
    splits, dividends = [], []
    for number, case in enumerate(cases):
        for symbol, asset in case["assets"].items():
            sid = sids[number, symbol]
            for i, ratio in asset["splits"].items():
                splits.append({"sid": sid, "effective_date": SESSIONS[i], "ratio": float(ratio)})
            for i, cash in asset["dividends"].items():
                days = {name: SESSIONS[i] for name in ("ex_date", "record_date", "declared_date", "pay_date")}
                dividends.append({"sid": sid, "amount": float(cash), **days})
    return {
        "splits": pd.DataFrame(splits) if splits else None,
        "dividends": pd.DataFrame(dividends) if dividends else None,
    }


def corporate_of(assets):
    """Splits as new shares for an old one, and dividends, by bar."""
    actions = []
    for symbol, asset in assets.items():
        for i, ratio in asset["splits"].items():
            assert 1 / (1 / ratio) == ratio
            actions.append({"symbol": symbol, "at": i, "split": 1 / ratio})
        for i, cash in asset["dividends"].items():
            actions.append({"symbol": symbol, "at": i, "dividend": cash})
    return actions


def millis(session):
    return int(session.value // 1_000_000)


def commission_of(settings):
    kind = settings["type"]
    if kind == "none":
        return commission.NoCommission()
    if kind == "perShare":
        return commission.PerShare(settings["cost"], settings["minimum"])
    if kind == "perTrade":
        return commission.PerTrade(settings["cost"])
    return commission.PerDollar(settings["cost"])


def slippage_of(settings):
    kind = settings["type"]
    if kind == "none":
        return slippage.NoSlippage()
    if kind == "fixed":
        return slippage.FixedSlippage(settings["spread"])
    if kind == "volumeShare":
        return slippage.VolumeShareSlippage(settings["limit"], settings["impact"])
    return slippage.FixedBasisPointsSlippage(settings["bps"], settings["limit"])


def place(order, asset, units_held, equity):
    """Hands one order to zipline: its id there, or None where zipline takes none."""
    levels = {}
    if "limit" in order:
        levels["limit_price"] = order["limit"]
    if "stop" in order:
        levels["stop_price"] = order["stop"]
    if "toQuantity" in order:
        return api.order_target(asset, order["toQuantity"], **levels)
    if "toCash" in order:
        return api.order_target_value(asset, order["toCash"], **levels)
    if "toFraction" in order:
        return api.order_target_percent(asset, order["toFraction"], **levels)
    sign = 1 if order["side"] == "buy" else -1
    if "quantity" in order:
        return api.order(asset, sign * order["quantity"], **levels)
    # What is held against it goes first: a share of equity or of cash is a position to reach.
    turns = units_held * sign < 0
    if equity <= 0 and "fraction" in order:
        # A share of nothing: what is held against it goes, and nothing more.
        return api.order_target(asset, 0, **levels) if turns else None
    if "cash" in order:
        return (api.order_target_value if turns else api.order_value)(asset, sign * order["cash"], **levels)
    return (api.order_target_percent if turns else api.order_percent)(asset, sign * order["fraction"], **levels)


def run(bundle, number, case):
    """Plays a case: fills [bar, order, symbol, quantity, price, commission] and equity after each bar."""
    charges = []
    model = commission_of(case["settings"]["commission"])
    calculate = model.calculate

    def noted(order, transaction):
        charge = calculate(order, transaction)
        # Only a charge above nothing leaves the account: one by value is none where the price is below zero.
        charges.append(max(0.0, float(charge)))
        return charge

    model.calculate = noted
    names = {}
    placed = {}
    by_bar = {}
    for order in case["orders"]:
        by_bar.setdefault(order["bar"], []).append(order)

    def initialize(context):
        context.bar = -1
        api.set_commission(us_equities=model)
        api.set_slippage(us_equities=slippage_of(case["settings"]["slippage"]))

    def handle_data(context, data):
        context.bar += 1
        for order in by_bar.get(context.bar, []):
            if order["do"] == "cancel":
                if placed.get(order["id"]) is not None:
                    api.cancel_order(placed[order["id"]])
                continue
            asset = bundle.asset(number, order["symbol"])
            held = context.portfolio.positions[asset].amount if asset in context.portfolio.positions else 0
            placed[order["id"]] = place(order, asset, held, context.portfolio.portfolio_value)
            names[placed[order["id"]]] = order["id"]

    sessions = SESSIONS[: case["bars"]]
    algorithm = TradingAlgorithm(
        sim_params=SimulationParameters(
            start_session=sessions[0],
            end_session=sessions[-1],
            trading_calendar=CALENDAR,
            capital_base=case["cash"],
            data_frequency="daily",
        ),
        data_portal=bundle.portal,
        trading_calendar=CALENDAR,
        benchmark_returns=pd.Series(0.0, index=SESSIONS),
        initialize=initialize,
        handle_data=handle_data,
    )
    results = algorithm.run()
    fills = []
    charged = iter(charges)
    for bar, transactions in enumerate(results["transactions"]):
        for fill in transactions:
            order = fill["order_id"]
            charge = next(charged) if order is not None else 0.0
            name = "end" if order is None else names[order]
            symbol = fill["sid"].asset_name
            fills.append([bar, name, symbol, float(fill["amount"]), float(fill["price"]), charge])
    assert next(charged, None) is None, "each fill has its commission"
    return {"fills": fills, "equity": [float(value) for value in results["portfolio_value"]]}


def sorted_fills(fills):
    """zipline goes through assets as a dictionary keeps them, which nothing depends on: here by symbol, endings last."""
    return sorted(fills, key=lambda fill: (fill[0], fill[1] == "end", fill[2]))


def case_of(name, drawn, expect):
    """A case in the form that ivy's tests read (case.ts)."""
    return {
        "name": name,
        "cash": drawn["cash"],
        "bars": {symbol: asset["rows"] for symbol, asset in drawn["assets"].items()},
        "corporate": corporate_of(drawn["assets"]),
        "from": 0,
        "settings": settings_of(drawn["settings"]),
        "actions": [action_of(order) for order in drawn["orders"]],
        "expect": {
            "fills": [
                {"bar": bar, "symbol": symbol, "quantity": quantity, "price": price, "commission": charge}
                for bar, _, symbol, quantity, price, charge in sorted_fills(expect["fills"])
            ],
            "equity": expect["equity"],
        },
    }


def settings_of(drawn):
    """The settings of ivy's profile zipline that say the same as these models."""
    costs, slips = drawn["commission"], drawn["slippage"]
    kind = costs["type"]
    if kind == "none":
        commission = "none"
    elif kind == "perShare":
        commission = f"{costs['cost']}/share:{costs['minimum']}/order"
    elif kind == "perTrade":
        commission = f"{costs['cost']}/order"
    else:
        commission = f"{costs['cost'] * 1e4:g}bps"
    settings = {"commission": commission, "participation": None}
    kind = slips["type"]
    if kind == "none":
        settings["slippage"] = "none"
    elif kind == "fixed":
        settings["slippage"] = f"bare-spread:{slips['spread']}"
    elif kind == "volumeShare":
        settings |= {"slippage": f"volume-share:{slips['impact']}", "participation": slips["limit"]}
        settings["slippageWithin"] = "limit"
    else:
        settings |= {"slippage": f"{slips['bps']}bps", "participation": slips["limit"]}
    return settings


def action_of(order):
    action = {"do": order["do"], "at": order["bar"], "id": order["id"]}
    if order["do"] == "cancel":
        return action
    action |= {key: order[key] for key in ("symbol", "side", "type", "limit", "stop") if key in order}
    for size in ("quantity", "cash", "fraction"):
        if size in order:
            action |= {"do": "place", size: order[size]}
        reach = f"to{size.capitalize()}"
        if reach in order:
            action |= {"do": "reach", size: order[reach]}
    return action


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    given = parser.parse_args()
    drawn = [draw_case(given.seed, number, SESSIONS) for number in range(given.count)]
    with tempfile.TemporaryDirectory() as folder:
        bundle = Bundle(drawn, folder)
        expected = [run(bundle, number, case) for number, case in enumerate(drawn)]
        for number, case in enumerate(drawn):
            bundle.rows(number, case)
    cases = [case_of(f"{given.seed}/{number}", case, expected[number]) for number, case in enumerate(drawn)]
    document = {
        "tool": "zipline-reloaded",
        "version": zipline.__version__,
        "date": datetime.date.today().isoformat(),
        "seed": given.seed,
        "cases": cases,
    }
    json.dump(document, sys.stdout)


main()
