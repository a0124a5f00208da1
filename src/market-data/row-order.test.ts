import { expect, test } from "vitest";
import { inOrder } from "./row-order.ts";

const ALL = { holes: null, isTicks: false };
const column = (...values: number[]) => Float64Array.from(values);

test("rows in order are taken as they are, without a copy", () => {
  const time = column(1, 2, 2, 3);
  const { take, notes } = inOrder(time, null, ALL);
  expect(take(time)).toBe(time);
  expect(notes).toEqual([]);
});

test("rows that fall throughout are read from the end, and say so", () => {
  const time = column(3, 2, 2, 1);
  const { take, rowAt, notes } = inOrder(time, null, ALL);
  expect([...take(time)]).toEqual([1, 2, 2, 3]);
  expect([...take(column(30, 21, 20, 10))]).toEqual([10, 20, 21, 30]);
  expect(rowAt(0)).toBe(3);
  expect(notes).toEqual(["newest row first, read from the end"]);
});

test("rows that rise and fall are left as they are: that is a fault", () => {
  const time = column(3, 1, 2);
  expect([...inOrder(time, null, ALL).take(time)]).toEqual([3, 1, 2]);
});

test("the rows of one ticker among several have an order of their own", () => {
  const time = column(1, 9, 2, 8, 3);
  expect([...inOrder(time, Int32Array.of(0, 2, 4), ALL).take(time)]).toEqual([1, 2, 3]);
  expect([...inOrder(time, Int32Array.of(1, 3), ALL).take(time)]).toEqual([8, 9]);
});

test("rows without a price are no bars, and yet have to be in order", () => {
  const time = column(1, 2, 3);
  const holes = column(10, Number.NaN, 12);
  const ordered = inOrder(time, null, { holes, isTicks: false });
  expect([...ordered.take(time)]).toEqual([1, 3]);
  expect([...ordered.allTimes]).toEqual([1, 2, 3]);
  expect(ordered.misplaced).toBeNull();
  expect(inOrder(column(1, 4, 3), null, { holes, isTicks: false }).misplaced).toBe(2);
});

test("of ticks at one moment the last counts, and how many do not is said", () => {
  const time = column(1, 2, 2, 2, 3);
  const { take, notes } = inOrder(time, null, { holes: null, isTicks: true });
  expect([...take(column(10, 20, 21, 22, 30))]).toEqual([10, 22, 30]);
  expect(notes).toEqual(["2 rows have the time of the next: the last of them counts"]);
});
