import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { backtestView } from "#reporting/backtest-view";
import { backtestFixture } from "#results/documents/backtest.fixture";
import { type BacktestScreenInput, backtestScreen } from "./backtest.ts";
import type { Curve } from "./curve.ts";

const DAY = 86_400_000;

function curve(): Curve {
  const times = Float64Array.from({ length: 2517 }, (_, i) => Date.UTC(2013, 0, 2) + i * 1.45 * DAY);
  const equity = times.map((_, i) => 100_000 + 7.3 * i + 6_000 * Math.sin(i / 150));
  let peak = 0;
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value);
    return 1 - value / peak;
  });
  return { times, equity, drawdown, benchmark: { symbol: "the same 20", equity } };
}

const screen = (over: Partial<BacktestScreenInput> = {}) =>
  backtestScreen({
    view: backtestView(backtestFixture()),
    curve: curve(),
    style: { color: false, width: 80 },
    stored: { hash: "a3f9c2", folder: "reports/backtest/pairs-KO-PEP-a3f9c2", knownSince: null, replaced: null },
    seconds: 0.213,
    ...over,
  });

describe("the screen of a backtest", () => {
  it("answers first, then shows why, then says where to go on", () => {
    expect(
      screen({ style: { color: false, width: 0 } }),
    ).toBe(`pairs  KO / PEP   2013-01-02 to 2022-12-28   2,517 daily bars
sp500.csv, adjusted closes only, fingerprint c44a4cca
profile ivy: next close, slippage 5 bps, no commission   benchmark: holding SPY

Made money, but less than holding SPY, and could well be luck.

  Return         +18.42 %   SPY +241.60 %    Sharpe  0.31   95 %: -0.29 … 0.93
  CAGR            +1.71 %   SPY  +13.10 %    Sortino 0.44
  Max drawdown   -11.90 %   SPY  -33.72 %    Calmar  0.14
  Trades               34   20 won    Exposure 41.00 %   of the time
  Costs        -$1,204.50   6.1 % of gross profit

  Gross to net   $19,625 gross - $1,204.50 slippage = $18,420 net

  Pair   cointegrated at 1 %: Engle-Granger t -4.06, p 0.006, 1 lag, hedge 0.72,
         half-life 46 days (all of it hindsight: 2013-01-02 to 2022-12-28)
         the gate let it trade on 41 % of days; longest wait 2015-03-09 to
         2016-08-22

  Findings
  warning  12 sessions are missing in PEP, first 2014-07-03
             ivy data validate prices
  note     all profit comes from 3 of 34 trades   ivy report a3f9c2

a3f9c2  reports/backtest/pairs-KO-PEP-a3f9c2   0.21 s
`);
  });

  it("uses a wide terminal: figures in three columns, a finding on one line", () => {
    const lines = screen({ style: { color: false, width: 140 } }).split("\n");
    expect(lines).toContain(
      "  Return       +18.42 %   SPY +241.60 %    Sharpe        0.31   95 %: -0.29 … 0.93    Trades           34   20 won",
    );
    expect(lines).toContain("  warning  12 sessions are missing in PEP, first 2014-07-03   ivy data validate prices");
    expect(lines).toContain("  note     all profit comes from 3 of 34 trades               ivy report a3f9c2");
  });

  it("shortens a benchmark's name beside the figures, and has it whole above them", () => {
    const document = backtestFixture();
    const benchmark = { ...document.benchmark!, symbol: "日経平均株価指数連動" };
    const text = screen({ view: backtestView({ ...document, benchmark }) });
    expect(text).toContain("日経平均株… +241.60 %");
    expect(text).toContain("benchmark: holding 日経平均株価指数連動");
  });

  it("lets no name steer the terminal", () => {
    const document = backtestFixture();
    const settings = { ...document.settings, tickers: ["KO\u001b[31m", "P\nEP"] };
    const text = screen({ view: backtestView({ ...document, settings }) });
    expect(text.split("\n")[0]).toMatch(/^pairs {2}KO\ufffd\[31m \/ P\ufffdEP {3}/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a colour
    expect(text).not.toMatch(/\u001b/);
  });

  it("is at most as wide as the terminal", () => {
    for (const width of [40, 60, 80, 100, 120, 140, 200]) {
      for (const line of screen({ style: { color: false, width } }).split("\n")) {
        // A path is not broken: it is there to be copied.
        if (!line.startsWith("a3f9c2")) expect(line.length, line).toBeLessThanOrEqual(width);
      }
    }
  });

  it("draws no chart and paints nothing when piped", () => {
    const text = screen({ style: { color: false, width: 0 } });
    expect(text).not.toMatch(/[\u2800-\u28ff]/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a colour
    expect(text).not.toMatch(/\u001b/);
  });

  it("says the same words with colour as without", () => {
    expect(stripVTControlCharacters(screen({ style: { color: true, width: 80 } }))).toBe(screen());
    expect(screen({ style: { color: true, width: 80 } })).not.toBe(screen());
  });

  it("says that nothing was stored", () => {
    expect(screen({ stored: null })).toMatch(/\nnot stored {3}0\.21 s\n$/);
  });
});
