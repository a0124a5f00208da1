// A web server on this machine that answers as the five providers do, each in its own format. It prints its address.
// A symbol that begins with BAD is not known to any of them; one that begins with BUSY has used up its limit.
import { createServer } from "node:http";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2013, 0, 2);
const KEY = "test-key";

/** Weekdays from 2013 to 2019, with prices that go up and down. */
const days = [];
for (let day = START; day <= Date.UTC(2019, 11, 31); day += DAY) {
  if (new Date(day).getUTCDay() % 6 !== 0) days.push(day);
}
function bar(day, symbol) {
  // Symbols differ, or no two of them would make a pair.
  const own = [...symbol].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 100;
  const price =
    60 + 8 * Math.sin(day / DAY / 40) + 2 * Math.sin(day / DAY / 7 + own) + Math.sin(day / DAY / (2 + own / 50));
  const round = (value) => Math.round(value * 100) / 100;
  return {
    open: round(price),
    high: round(price + 0.5),
    low: round(price - 0.5),
    close: round(price + 0.1),
    volume: 1000,
  };
}

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  const query = url.searchParams;
  const symbol = (query.get("s") ?? query.get("symbol") ?? query.get("symbols") ?? url.pathname).toUpperCase();
  const send = (status, body, headers = {}) => {
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const isBad = /\bBAD/.test(symbol);
  if (/\bBUSY/.test(symbol)) return send(429, "Too Many Requests", { "retry-after": "3600" });
  const between = (from, to) => days.filter((day) => day >= from && day <= to);

  if (url.pathname.startsWith("/v8/finance/chart/")) {
    if (isBad) {
      const error = { code: "Not Found", description: "No data found, symbol may be delisted" };
      return send(404, { chart: { result: null, error } });
    }
    const found = between(Number(query.get("period1")) * 1000, Number(query.get("period2")) * 1000);
    const bars = found.map((day) => bar(day, symbol));
    const column = (name) => bars.map((one) => one[name]);
    const quote = [Object.fromEntries(["open", "high", "low", "close", "volume"].map((name) => [name, column(name)]))];
    const meta = { currency: "USD", exchangeTimezoneName: "America/New_York", gmtoffset: -18_000 };
    // The session opens at 9:30 in New York; in summer that is an hour earlier in UTC, which the date does not show.
    const timestamp = found.map((day) => (day + 14.5 * 3_600_000) / 1000);
    const adjclose = [{ adjclose: bars.map(({ close }) => close * 0.9) }];
    return send(200, { chart: { result: [{ meta, timestamp, indicators: { quote, adjclose } }], error: null } });
  }
  if (url.pathname === "/q/d/l/") {
    if (isBad) return send(200, "No data");
    const date = (text, otherwise) =>
      text === null ? otherwise : Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
    const rows = between(date(query.get("d1"), 0), date(query.get("d2"), Infinity)).map((day) => {
      const { open, high, low, close, volume } = bar(day, symbol);
      return [new Date(day).toISOString().slice(0, 10), open, high, low, close, volume].join(",");
    });
    return send(200, ["Date,Open,High,Low,Close,Volume", ...rows, ""].join("\r\n"));
  }
  if (url.pathname === "/api/v3/klines") {
    if (isBad) return send(400, { code: -1121, msg: "Invalid symbol." });
    const length = query.get("interval") === "1h" ? HOUR : DAY;
    const first = Math.ceil(Number(query.get("startTime")) / length) * length;
    const last = Math.min(Number(query.get("endTime") ?? Infinity), Date.UTC(2024, 0, 31));
    const rows = [];
    for (let time = Math.max(first, START); time <= last && rows.length < 1000; time += length) {
      const { open, high, low, close, volume } = bar(time, symbol);
      rows.push([
        time,
        `${open}`,
        `${high}`,
        `${low}`,
        `${close}`,
        `${volume}`,
        time + length - 1,
        "0",
        1,
        "0",
        "0",
        "0",
      ]);
    }
    return send(200, rows, { "x-mbx-used-weight-1m": "2" });
  }
  if (url.pathname.startsWith("/v2/stocks/")) {
    if (request.headers["apca-api-secret-key"] !== KEY) return send(403, { message: "forbidden." });
    if (isBad) return send(400, { message: `invalid symbol: ${symbol}` });
    const all = between(Date.parse(query.get("start")), Date.parse(query.get("end") ?? "2030-01-01"));
    const from = Number(query.get("page_token") ?? 0);
    const bars = all.slice(from, from + 500).map((day) => {
      const { open, high, low, close, volume } = bar(day, symbol);
      return { t: new Date(day + 5 * 3_600_000).toISOString(), o: open, h: high, l: low, c: close, v: volume };
    });
    return send(200, { bars, symbol: "X", next_page_token: from + 500 < all.length ? String(from + 500) : null });
  }
  if (url.pathname.startsWith("/tiingo/daily/")) {
    if (request.headers.authorization !== `Token ${KEY}`) return send(401, { detail: "Invalid token." });
    if (isBad) return send(404, { detail: "Not found." });
    const found = between(Date.parse(query.get("startDate")), Date.parse(query.get("endDate") ?? "2030-01-01"));
    const rows = found.map((day) => {
      const one = bar(day, symbol);
      return { date: new Date(day).toISOString(), ...one, adjClose: one.close, divCash: 0, splitFactor: 1 };
    });
    return send(200, rows);
  }
  return send(404, "<html><body>Not found</body></html>");
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
