import { describe, expect, it } from "vitest";
import type { BacktestDocument } from "#results/documents/backtest";
import { backtestFixture } from "#results/documents/backtest.fixture";
import { backtestView } from "./backtest-view.ts";

const single = (over: Partial<BacktestDocument> = {}) => {
  const { pairs: _pairs, ...document } = backtestFixture(over);
  return document;
};
const metrics = (over: Partial<BacktestDocument["metrics"]>) => ({ ...backtestFixture().metrics, ...over });
const spy = (totalReturn: number | null) => ({ symbol: "SPY", metrics: { totalReturn } });
const interval = (low: number, high: number) => ({ level: 0.95, low, high, resamples: 1000, block: 1 });
const say = (over: Partial<BacktestDocument>) => backtestView(single(over)).headline;

describe("the headline", () => {
  it.each([
    ["Made money, but less than holding SPY, and could well be luck.", 0.18, 2.4, interval(-0.3, 0.9)],
    ["Made money, and more than holding SPY, and luck alone hardly explains it.", 0.18, 0.1, interval(0.2, 0.9)],
    ["Made money, where holding SPY lost, and could well be luck.", 0.18, -0.1, interval(-0.2, 0.9)],
    ["Made money, where holding SPY broke even.", 0.18, 0, null],
    ["Made money.", 0.18, null, null],
    ["Made money, about as much as holding SPY would have.", 0.1804, 0.1821, null],
    ["Made money, but less than holding SPY.", 0.003, 0.0065, null],
    ["Lost money, where holding SPY made money, and could well be bad luck.", -0.1, 0.2, interval(-0.8, 0.1)],
    ["Lost money, where holding SPY broke even.", -0.0005, 0, null],
    [
      "Lost money, but less than holding SPY would have, and bad luck alone hardly explains it.",
      -0.1,
      -0.2,
      interval(-0.8, -0.1),
    ],
    ["Lost money, and more than holding SPY would have.", -0.3, -0.2, null],
    // The mean of returns is above zero, what they compound to is not: chance is not the point there.
    ["Lost money, and more than holding SPY would have.", -0.3, -0.2, interval(0.1, 0.5)],
    ["Lost nearly everything, about as much as holding SPY would have.", -0.9992, -1, null],
    ["Broke even.", 0, null, interval(-1, 1)],
    ["Broke even, where holding SPY lost.", 0.00004, -0.2, interval(-1, 1)],
    ["Broke even, as holding SPY would have.", 0, -0.00003, null],
    ["Not to be judged: its return is too large for a number.", null, 0.2, null],
  ])("%s", (text, totalReturn, held, sharpeInterval) => {
    expect(say({ metrics: metrics({ totalReturn }), benchmark: spy(held), sharpeInterval })).toBe(text);
  });

  const finding = (id: string, over: Partial<BacktestDocument["findings"][number]> = {}) =>
    ({ id, severity: "warning", message: "", help: "", ...over }) as const;

  it("says why nothing was traded", () => {
    expect(say({ fills: 0 })).toBe("No trades: the strategy never bought or sold.");
    expect(say({ fills: 0, findings: [finding("no-fills")] })).toBe("No trades: none of its orders was filled.");
    expect(say({ fills: 0, window: { from: "2022-12-28", to: "2022-12-28", bars: 1 } })).toBe(
      "No trades: there is one bar only, and an order fills on the next.",
    );
  });

  it("says when the account was ruined, and what is owed", () => {
    const findings = [finding("ruin", { severity: "error", time: "2008-10-10" })];
    expect(say({ findings, metrics: metrics({ finalEquity: 0 }) })).toBe(
      "Lost everything: the account was ruined on 2008-10-10.",
    );
    expect(say({ findings, metrics: metrics({ finalEquity: -77_430 }) })).toBe(
      "Lost more than everything: the account was ruined on 2008-10-10, $77,430 below zero.",
    );
  });

  it("claims nothing of a run that is too short", () => {
    const window = { from: "2022-12-01", to: "2022-12-28", bars: 19 };
    const findings = [finding("short-history")];
    expect(
      say({
        metrics: metrics({ totalReturn: 0.18 }),
        benchmark: spy(0.1),
        sharpeInterval: interval(0.2, 0.9),
        window,
        findings,
      }),
    ).toBe("Made money, and more than holding SPY; the run is too short to say more.");
  });

  it("of a pair that is not cointegrated says that first", () => {
    const pairs = backtestFixture().pairs!;
    const document = backtestFixture({
      pairs: {
        ...pairs,
        sample: { from: "1990-01-02", to: "2022-12-28", observations: 8314 },
        engleGranger: { ...pairs.engleGranger, statistic: -2.541, pValue: 0.2617 },
        gate: { ...pairs.gate!, openShare: 0.09 },
      },
    });
    expect(backtestView(document).headline).toBe(
      "Not cointegrated: over 1990-01-02 to 2022-12-28 the spread of KO and PEP cannot be told from a random walk " +
        "(Engle-Granger t -2.54, p 0.262). The gate opened on 9 % of days; what follows is what little was traded.",
    );
    expect(backtestView({ ...document, fills: 0 }).headline).toMatch(/The gate let no trade through\.$/);
    const open = { ...document, pairs: { ...document.pairs!, gate: { ...pairs.gate!, openShare: 0.6 } } };
    expect(backtestView(open).headline).toMatch(/opened on 60 % of days all the same; what follows was traded then\.$/);
    const ruined = { ...document, findings: [finding("ruin", { severity: "error" })] };
    expect(backtestView(ruined).headline).toMatch(/^Lost everything: the account was ruined\. Not cointegrated: /);
  });
});

describe("the view of a backtest", () => {
  const view = backtestView(backtestFixture());

  it("names what was run, on what, and by which rules", () => {
    expect(view).toMatchObject({
      title: "pairs  KO / PEP",
      period: "2013-01-02 to 2022-12-28",
      bars: "2,517 daily bars",
      source: expect.stringMatching(/^sp500\.csv, adjusted closes only, fingerprint [0-9a-f]{8}$/),
      benchmark: "benchmark: holding SPY",
      profile: "profile ivy: next close, slippage 5 bps, no commission",
    });
  });

  it("sets figures beside the benchmark's, and the Sharpe beside its interval", () => {
    expect(view.figures).toMatchObject({
      return: { label: "Return", value: "+18.42 %", benchmark: { name: "SPY", value: "+241.60 %" } },
      maxDrawdown: { value: "-11.90 %", benchmark: { name: "SPY", value: "-33.72 %" } },
      sharpe: { value: "0.31", beside: "95 %: -0.29 … 0.93", benchmark: null },
      trades: { value: "34", beside: "20 won" },
      exposure: { value: "41.00 %", beside: "of the time" },
      costs: { value: "-$1,204.50", beside: "6.1 % of gross profit" },
    });
  });

  it("does not read as if nothing was traded where a position is open to the end", () => {
    const held = backtestView(single({ metrics: metrics({ trades: 0, winRate: null }), fills: 1 }));
    expect(held.figures.trades).toMatchObject({ value: "0", beside: "none closed" });
  });

  it("says costs without the dividends that came in, which it says beside them, and with those that a short paid", () => {
    const paid = { commission: 0, slippage: 50, borrow: 0, interest: 0 };
    const costs = (dividends: number) => ({ ...paid, dividends, total: 50 + dividends });
    const cell = (dividends: number) => backtestView(single({ costs: costs(dividends) })).figures.costs;
    expect(cell(-7_294.82)).toMatchObject({ value: "-$50.00", beside: "and $7,294.82 of dividends received" });
    expect(cell(30)).toMatchObject({ value: "-$80.00" });
  });

  it("says of small costs that there were some", () => {
    const costs = { commission: 0, slippage: 2, borrow: 0, interest: 0, total: 2 };
    expect(backtestView(single({ costs })).figures.costs.beside).toBe("under 0.1 % of gross profit");
  });

  it("leads from gross to net by what was paid and received, and says nothing where nothing was", () => {
    const free = { gross: -50, slippage: 0, commission: 0, borrow: 0, interest: 0, dividends: 0, net: -50 };
    const text = (over: Partial<typeof free>) => backtestView(single({ grossToNet: { ...free, ...over } })).grossToNet;
    expect(view.grossToNet).toEqual(["$19,625 gross", "- $1,204.50 slippage", "= $18,420 net"]);
    expect(text({})).toEqual([]);
    expect(text({ slippage: -20, commission: -1, borrow: -2, interest: -3, dividends: 10, net: -66 })).toEqual([
      "-$50.00 gross",
      "- $20.00 slippage",
      "- $1.00 commission",
      "- $2.00 borrow",
      "- $3.00 interest",
      "+ $10.00 dividends",
      "= -$66.00 net",
    ]);
  });

  it("says impact and the borrow rates of single symbols, or how many there are", () => {
    const base = backtestFixture().settings;
    const profile = (over: object) => backtestView(single({ settings: { ...base, ...over } })).profile;
    const risk = { sizing: "atr", "sizing.risk": "1%", "sector.KO": "staples", sectors: "s.csv", "name.KO": "Coke" };
    expect(profile({ risk })).toMatch(/, risk sizing atr, sizing\.risk 1%$/);
    expect(profile({ impact: "square-root:0.8" })).toContain(", impact square-root:0.8");
    const rates = { borrow: 0.005, borrowRates: "KO=25%,AMC=0.4,PEP=0.03" };
    expect(profile(rates)).toContain("borrow 0.5 % a year, borrow KO 25.0 %, PEP 3.0 %");
    expect(profile({ borrow: 0, borrowRates: "AMC=0.4" })).not.toContain("borrow");
    const six = { tickers: [..."ABCDEF"], borrowRates: "A=1,B=1,C=1,D=1,E=1,F=1" };
    expect(profile(six)).toContain("borrow of 6 tickers at rates of their own");
    expect(profile({ interest: 0.06 })).toContain("interest 6.0 % a year");
  });

  it("names one series by its own fingerprint, several by that of all", () => {
    const one = { ...backtestFixture().data[0]!, fingerprint: "0123456789abcdef" };
    const source = (...data: BacktestDocument["data"]) => backtestView(single({ data })).source;
    expect(source(one)).toMatch(/fingerprint 01234567$/);
    expect(source(one, { ...one, fingerprint: "ff" })).not.toBe(source(one, { ...one, fingerprint: "ee" }));
  });

  it("says that a benchmark was not compared, and nothing where there is none", () => {
    const settings = backtestFixture().settings;
    const of = (benchmark: string | null) =>
      backtestView(single({ benchmark: null, settings: { ...settings, benchmark } })).benchmark;
    expect(of("SPY")).toBe("benchmark: SPY, not compared");
    expect(of(null)).toBe("");
  });

  it.each([
    ["1d", "2,517 daily bars"],
    ["1h", "2,517 hourly bars"],
    ["5m", "2,517 5-minute bars"],
    ["4h", "2,517 4-hour bars"],
    ["1mo", "2,517 monthly bars"],
    ["", "2,517 bars"],
  ])("names bars of %s: %s", (timeframe, bars) => {
    const data = backtestFixture().data.map((series) => ({ ...series, timeframe }));
    expect(backtestView(single({ data })).bars).toBe(bars);
  });

  it("writes times of day for people, and one bar as one time", () => {
    const period = (from: string, to: string) => backtestView(single({ window: { from, to, bars: 2 } })).period;
    expect(period("2021-01-04T09:30:00Z", "2021-01-05T16:00:00Z")).toBe("2021-01-04 09:30 to 2021-01-05 16:00 UTC");
    expect(period("2022-12-28", "2022-12-28")).toBe("2022-12-28");
  });

  it("says what the tests of the pair say", () => {
    expect(view.pair).toEqual([
      "cointegrated at 1 %: Engle-Granger t -4.06, p 0.006, 1 lag, hedge 0.72, half-life 46 days (all of it hindsight: 2013-01-02 to 2022-12-28)",
      "the gate let it trade on 41 % of days; longest wait 2015-03-09 to 2016-08-22",
    ]);
  });

  it("calls synthetic data synthetic", () => {
    const data = backtestFixture().data.map((series) => ({
      ...series,
      synthetic: true,
      closeOnly: false,
      adjusted: false,
    }));
    expect(backtestView(backtestFixture({ data })).source).toMatch(/^sp500\.csv, raw prices, synthetic, /);
  });

  it("names both kinds of prices where a run has both", () => {
    const [first] = backtestFixture().data;
    const data = [
      { ...first!, adjusted: true, closeOnly: false },
      { ...first!, adjusted: false, closeOnly: true },
    ];
    expect(backtestView(backtestFixture({ data })).source).toContain(
      "adjusted and raw prices, some of them closes only, ",
    );
  });
});
