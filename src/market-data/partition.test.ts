import { expect, test } from "vitest";
import { firstTimeOf, isPartition, partitionOf, tickerKeyOf } from "./partition.ts";

test("reads what the folders of a path stand for", () => {
  const partition = partitionOf("prices/symbol=BRK%2FB/year=2013/part-0.parquet");
  expect([...partition]).toEqual([
    ["symbol", "BRK/B"],
    ["year", "2013"],
  ]);
  expect(tickerKeyOf(partition)).toBe("symbol");
  expect(firstTimeOf(partition)).toBe(Date.UTC(2013, 0, 1));
});

test.each([
  ["date=2013-02-03/a.parquet", Date.UTC(2013, 1, 3)],
  ["year=2013/month=02/a.parquet", Date.UTC(2013, 1, 1)],
  ["month=2/a.parquet", null],
  ["year=all/a.parquet", null],
  ["Ticker=KO/a.parquet", null],
])("knows of %s when it begins at the earliest", (path, time) => {
  expect(firstTimeOf(partitionOf(path))).toBe(time);
});

test("takes no other names for partitions", () => {
  expect(["symbol=KO", "a=", "KO", "=KO", "2=KO"].map(isPartition)).toEqual([true, true, false, false, false]);
  expect(partitionOf("year=__HIVE_DEFAULT_PARTITION__/a.parquet").get("year")).toBeNull();
  expect(partitionOf("prices/a=b.csv").size).toBe(0);
});
