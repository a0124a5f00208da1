/** A run whose screen is kept, with the files that it needs and what must be said whatever the layout. */
export interface ScreenCase {
  readonly name: string;
  /** "backtest" unless given. */
  readonly verb?: string;
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Words that stand on the screen at any width, blanks and line feeds taken as one. */
  readonly says: readonly string[];
  /** One close draws no chart. */
  readonly hasChart?: boolean;
}

const DAY = 86_400_000;
const day = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * DAY).toISOString().slice(0, 10);
const closes = (values: readonly number[]) =>
  `date,close\n${values.map((value, i) => `${day(i)},${Number(value.toPrecision(12))}`).join("\n")}\n`;
/** Prices that go up and down around a drift, by no chance. */
const wave = (bars: number, start: number, drift: number, swing: number, phase = 0) =>
  Array.from({ length: bars }, (_, i) => start * Math.exp(drift * i + swing * Math.sin(i / 9 + phase)));

const SAMPLE = "AAPL,AMD,BAC,BBY,CVX,GE,HD,JNJ,JPM,KO,LLY,MRK,MSFT,PEP,PFE,PG,RRC,UNH,WMT,XOM";
const LONG = "A-TICKER-WHOSE-NAME-GOES-ON-FOR-MORE-THAN-ALL-THE-EIGHTY-COLUMNS-OF-A-SMALL-TERMINAL-WINDOW";
const FORTY = Array.from({ length: 40 }, (_, k) => `ASSET${String(k + 1).padStart(2, "0")}`);

function wide(symbols: readonly string[], bars: number): string {
  const columns = symbols.map((_, k) => wave(bars, 50 + k, 0.0004, 0.05, k));
  const rows = Array.from({ length: bars }, (_, i) => [day(i), ...columns.map((column) => column[i]!.toFixed(4))]);
  return `date,${symbols.join(",")}\n${rows.map((row) => row.join(",")).join("\n")}\n`;
}

function hourly(bars: number): string {
  const rows = wave(bars, 100, 0.00002, 0.01).map((close, i) => {
    const time = new Date(Date.UTC(2021, 0, 4) + i * 3_600_000).toISOString();
    return [time, close, close * 1.002, close * 0.998, close, 100_000].join(",");
  });
  return `date,open,high,low,close,volume\n${rows.join("\n")}\n`;
}

/** Open, high, low, close and volume, on days that may leave a hole. */
function candles(bars: number, dayOf: (i: number) => string = day): string {
  const prices = wave(bars + 1, 100, 0.0004, 0.08).map((price, i) => price * (1 + 0.01 * Math.sin(i * 1.7)));
  const rows = Array.from({ length: bars }, (_, i) => {
    const [open, close] = [prices[i]!, prices[i + 1]!];
    const [high, low] = [Math.max(open, close) * 1.006, Math.min(open, close) * 0.994];
    const cells = [open, high, low, close].map((price) => price.toFixed(2));
    return [dayOf(i), ...cells, 1_000_000 + 400_000 * ((i * 7) % 5)].join(",");
  });
  return `date,open,high,low,close,volume\n${rows.join("\n")}\n`;
}

const SHORT = `import { defineStrategy } from "ivy-quant";
export default defineStrategy({
  summary: "Sells short at the start and never covers",
  onBar(context) {
    context.enterShort({ fraction: 0.9 });
  },
});
`;

const on = (file: string, symbol: string, strategy = "buy-and-hold") => [
  ...["--strategy", strategy, "--tickers", symbol, "--data", file],
];

export const CASES: readonly ScreenCase[] = [
  {
    name: "pair-not-cointegrated",
    args: ["--strategy", "pairs", "--tickers", "KO,PEP"],
    says: ["Not cointegrated: over 1990-01-02 to 2022-12-28", "p 0.262", "benchmark: holding KO+PEP"],
  },
  {
    name: "pair-cointegrated",
    args: ["--strategy", "pairs", "--tickers", "KO,PEP", "--from", "2013-01-01"],
    says: ["Made money, but less than holding KO+PEP, and could well be luck.", "t -4.06, p 0.006"],
  },
  {
    name: "one-asset",
    args: ["--strategy", "sma-cross", "--tickers", "KO", "--from", "2005"],
    says: ["holding KO", "daily bars", "sample, adjusted closes only, fingerprint"],
  },
  {
    name: "twenty-assets",
    args: ["--strategy", "buy-and-hold", "--tickers", SAMPLE],
    says: [
      "AAPL, AMD, BAC, BBY, CVX and 15 more",
      "Made money, about as much as holding the same 20 would have, and luck alone hardly explains it.",
      "none closed",
    ],
  },
  {
    name: "one-bar",
    args: ["--strategy", "buy-and-hold", "--tickers", "KO", "--from", "2022-12-28"],
    says: ["No trades: there is one bar only, and an order fills on the next.", "1 daily bar ", "Sharpe n/a"],
    hasChart: false,
  },
  {
    name: "few-bars",
    args: ["--strategy", "buy-and-hold", "--tickers", "KO", "--from", "2022-12-01"],
    says: ["; the run is too short to say more."],
  },
  {
    name: "no-trades",
    args: on("level.csv", "level", "sma-cross"),
    files: { "level.csv": closes(wave(300, 100, 0, 0)) },
    says: ["No trades: the strategy never bought or sold.", "the strategy placed no order in"],
  },
  {
    name: "no-fills",
    args: on("dear.csv", "dear"),
    files: { "dear.csv": closes(wave(600, 3e6, 0.001, 0.05)) },
    says: ["No trades: none of its orders was filled.", "size is zero"],
  },
  {
    name: "ruin",
    args: on("crash.csv", "crash", "./short.ts"),
    files: { "crash.csv": closes([...wave(80, 100, 0, 0.02), 300, 900, 900]), "short.ts": SHORT },
    says: ["Lost more than everything: the account was ruined on 2020-03-", "below zero.", "error "],
  },
  {
    name: "nearly-all-lost",
    args: on("fall.csv", "fall"),
    files: { "fall.csv": closes(wave(400, 100, -0.03, 0.02).map((price) => Math.max(price, 1e-4))) },
    says: ["Lost nearly everything, about as much as holding fall would have"],
  },
  {
    name: "enormous-growth",
    args: [...on("rocket.csv", "rocket"), "--adjusted"],
    files: { "rocket.csv": closes(wave(1500, 1e-6, 0.008, 0.02)) },
    says: ["log scale", "Made money", "holding rocket"],
  },
  {
    name: "hourly-bars",
    args: on("hours.csv", "hours"),
    files: { "hours.csv": hourly(1200) },
    says: ["2021-01-04 00:00 to 2021-02-22 23:00 UTC", "1,200 hourly bars"],
  },
  {
    name: "wide-characters",
    args: on("日経🚀.csv", "日経平均株価連動型上場投信"),
    files: { "日経🚀.csv": wide(["日経平均株価連動型上場投信", "Cafe\u0301", "🚀"], 300) },
    says: ["日経平均株価連動型上場投信", "日経🚀.csv"],
  },
  {
    name: "combining-marks",
    args: on("marks.csv", "Cafe\u0301,n\u0303u,👩‍👩‍👧"),
    files: { "marks.csv": wide(["Cafe\u0301", "n\u0303u", "👩‍👩‍👧"], 300) },
    says: ["Cafe\u0301, n\u0303u, 👩‍👩‍👧", "holding Cafe\u0301+n\u0303u+👩‍👩‍👧"],
  },
  {
    name: "long-name",
    args: on(`${LONG}.csv`, LONG),
    files: { [`${LONG}.csv`]: closes(wave(300, 100, 0.0002, 0.03)) },
    says: ["A-TICKER-WH…"],
  },
  {
    name: "forty-assets",
    args: on("forty.csv", FORTY.join(","), "sma-cross"),
    files: { "forty.csv": wide(FORTY, 400) },
    says: ["ASSET01, ASSET02, ASSET03, ASSET04, ASSET05 and 35 more", "the same 40"],
  },
  {
    name: "benchmark-too-late",
    args: [...on("prices", "early"), "--benchmark", "late"],
    files: {
      "prices/early.csv": closes(wave(300, 100, 0.0002, 0.03)),
      "prices/late.csv": closes(wave(300, 100, 0.0002, 0.03)).replace(/(?<=date,close\n)(?:.*\n){50}/, ""),
    },
    says: ["benchmark: late, not compared", "so the two are not compared"],
  },
  {
    name: "data-candles",
    verb: "data show",
    args: ["daily", "--data", "daily.csv"],
    files: { "daily.csv": candles(900) },
    says: [
      "daily.csv, raw prices, fingerprint",
      "Closed at",
      "close change volume",
      "ivy data show daily --data daily.csv --csv",
    ],
  },
  {
    name: "data-indicators",
    verb: "data show",
    args: [
      ...["daily", "--data", "daily.csv", "--last", "30"],
      ...["--indicators", "sma:20,rsi:14,bb:20:2,atr:14,sma:20:volume"],
    ],
    files: { "daily.csv": candles(300) },
    says: ["30 daily bars", "sma:20", "bb:20:2.upper", "sma:20:volume"],
  },
  {
    name: "data-closes",
    verb: "data show",
    args: ["KO", "--from", "2005"],
    says: ["sample, adjusted closes only, fingerprint", "lowest close", "trade them"],
  },
  {
    name: "data-weeks",
    verb: "data show",
    args: ["daily", "--data", "daily.csv", "--timeframe", "1w"],
    files: { "daily.csv": candles(300) },
    says: ["weekly bars", "1w bars made of 1d bars", "not a whole 1w"],
  },
  {
    name: "data-hole",
    verb: "data show",
    args: ["hole", "--data", "hole.csv"],
    files: { "hole.csv": candles(120, (i) => day(i < 50 ? i : i + 200)) },
    says: ["120 daily bars"],
  },
  {
    name: "data-one-bar",
    verb: "data show",
    args: ["daily", "--data", "daily.csv", "--last", "1"],
    files: { "daily.csv": candles(300) },
    says: ["1 daily bar ", "One bar, closed at"],
  },
  {
    name: "data-hours",
    verb: "data show",
    args: ["hours", "--data", "hours.csv", "--last", "200"],
    files: { "hours.csv": hourly(1200) },
    says: ["200 hourly bars", "UTC"],
  },
  {
    name: "data-expression",
    verb: "data show",
    args: ["KO/PEP", "--from", "2015"],
    says: ["ivy data show KO/PEP --csv"],
  },
  {
    name: "data-two",
    verb: "data show",
    args: ["KO", "PEP", "--last", "60"],
    says: ["KO ", "PEP ", "ivy data show PEP --csv"],
  },
];
