import { describe, expect, it } from "vitest";
import { equityTable, fillsTable, ordersTable, recordsTable, tradesTable } from "./columns.ts";
import { csvPieces } from "./csv-text.ts";
import { runFixture } from "./run-record.fixture.ts";
import type { Table } from "./table.ts";

const day = (time: number) => new Date(time).toISOString().slice(0, 10);
const csvText = (table: Table) => [...csvPieces(table, day)].join("");

const record = runFixture({
  equity: [100, 110, 99, 121],
  before: 1,
  bars: { open: [10, 10, 11, 12, 13], high: [10, 12, 13, 14, 15], low: [9, 9, 8, 11, 12], close: [10, 11, 12, 13, 14] },
  orders: [
    { placedAt: 1, tag: "breakout", quantity: 5 },
    {
      id: "o1/stop",
      placedAt: 2,
      side: "sell",
      type: "stop",
      quantity: 5,
      stop: 11.5,
      filled: 5,
      reason: 'said "no", once',
    },
  ],
  fills: [
    { bar: 2, quantity: 5, price: 11.01, reference: 11, commission: 1, order: 0, moment: "open" },
    { bar: 3, quantity: -5, price: 11.49, reference: 11.5, order: 1, moment: "inside" },
  ],
  trades: [
    {
      quantity: 5,
      entryBar: 2,
      exitBar: 3,
      entryPrice: 11.01,
      exitPrice: 11.49,
      pnl: 1.4,
      entryOrder: 0,
      exitOrder: 1,
    },
  ],
  record: { records: new Map([["zScore", Float64Array.of(Number.NaN, Number.NaN, 1.5, -0, 2)]]) },
});

/** Rows as objects, keyed by the header. */
function rowsOf(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trimEnd().split("\n");
  const names = header!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i]!, cell])));
}

describe("equity.csv", () => {
  it("has one row for each measured close, and the depth below the peak", () => {
    const text = csvText(equityTable(record));
    expect(text.split("\n")[0]).toBe("time,equity,cash,grossExposure,drawdown");
    expect(text.split("\n")).toHaveLength(6);
    expect(rowsOf(text)[2]).toMatchObject({ time: "2013-01-04", equity: "99", drawdown: String(1 - 99 / 110) });
    expect(rowsOf(text)[3]!.drawdown).toBe("0");
  });
});

describe("trades.csv", () => {
  const text = csvText(tradesTable(record));

  it("has the columns that other programs read", () => {
    expect(text.split("\n")[0]).toBe(
      "symbol,side,quantity,entryTime,entryPrice,exitTime,exitPrice,pnl,return,bars,commission,slippage,mae,mfe,tag,exitReason",
    );
  });

  it("says why the trade was left and how far the price went meanwhile", () => {
    // Held from the open of a bar with range 8 to 13; of the exit bar only its open, 12, and the exit were seen.
    expect(rowsOf(text)[0]).toMatchObject({
      side: "long",
      quantity: "5",
      bars: "1",
      tag: "breakout",
      exitReason: "stop",
      mae: String(8 / 11.01 - 1),
      mfe: String(13 / 11.01 - 1),
    });
  });

  it("mirrors the excursions of a short, and knows ruin from the end of the data", () => {
    const short = { quantity: -1, entryBar: 1, exitBar: 3, entryPrice: 10, exitPrice: 13 };
    const run = runFixture({
      equity: [100, 90, 80, 0],
      bars: { open: [10, 10, 11, 12], high: [10, 12, 13, 14], low: [9, 9, 8, 11], close: [10, 11, 12, 13] },
      fills: [{ bar: 3, quantity: 1, price: 13, moment: "close" }],
      trades: [short],
    });
    const row = (ruined: boolean) => rowsOf(csvText(tradesTable({ ...run, ruined })))[0]!;
    // Entered at an unknown moment (no order): from the bar after, 8 to 14.
    expect(row(true)).toMatchObject({
      side: "short",
      quantity: "1",
      exitReason: "ruin",
      mae: String(1 - 14 / 10),
      mfe: String(1 - 8 / 10),
    });
    expect(row(false).exitReason).toBe("end of data");
  });

  it("counts only the exit price of a bar that was left at its open", () => {
    const run = runFixture({
      equity: [100, 100, 100],
      bars: { open: [10, 10, 11], high: [10, 12, 99], low: [9, 9, 1], close: [10, 11, 12] },
      orders: [{}, { tag: "cross" }],
      fills: [
        { bar: 1, quantity: 1, price: 10, order: 0 },
        { bar: 2, quantity: -1, price: 11, order: 1 },
      ],
      trades: [{ quantity: 1, entryBar: 1, exitBar: 2, entryPrice: 10, exitPrice: 11, entryOrder: 0, exitOrder: 1 }],
    });
    expect(rowsOf(csvText(tradesTable(run)))[0]).toMatchObject({
      mae: String(9 / 10 - 1),
      mfe: String(12 / 10 - 1),
      exitReason: "cross",
    });
  });
});

describe("fills.csv", () => {
  it("has sides and positive quantities, and the order that was filled", () => {
    const text = csvText(fillsTable(record));
    expect(text.split("\n")[0]).toBe("time,symbol,side,quantity,price,reference,commission,slippage,order,reason");
    expect(rowsOf(text)).toMatchObject([
      { time: "2013-01-03", side: "buy", quantity: "5", order: "o1", reason: "breakout", commission: "1" },
      { time: "2013-01-04", side: "sell", quantity: "5", order: "o1/stop", reason: "stop" },
    ]);
    expect(Number(rowsOf(text)[0]!.slippage)).toBeCloseTo(0.05, 12);
  });
});

describe("orders.csv", () => {
  it("leaves empty what an order has not, and quotes what needs it", () => {
    const text = csvText(ordersTable(record));
    expect(text.split("\n")[0]).toBe("order,time,symbol,side,type,quantity,limit,stop,timeInForce,state,reason,filled");
    expect(text.split("\n")[1]).toBe("o1,2013-01-02,TEST,buy,market,5,,,gtc,filled,,0");
    expect(text.split("\n")[2]).toBe('o1/stop,2013-01-03,TEST,sell,stop,5,,11.5,gtc,filled,"said ""no"", once",5');
  });
});

describe("records.csv", () => {
  it("is empty where the strategy recorded nothing", () => {
    expect(csvText(recordsTable(record))).toBe(
      "time,zScore\n2013-01-02,\n2013-01-03,1.5\n2013-01-04,0\n2013-01-07,2\n",
    );
  });
});
