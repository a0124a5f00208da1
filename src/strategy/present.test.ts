import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ColumnView, CURSOR, type Cursor, FlagView } from "./present.ts";

function viewsOf(...columns: readonly (readonly number[])[]): readonly [Cursor, ...ColumnView[]] {
  return [CURSOR, ...columns.map((column) => new ColumnView(Float64Array.from(column)))];
}

/** The bars at which the question is answered with yes. */
function barsAt(cursor: Cursor, bars: number, question: () => boolean): number[] {
  const found: number[] = [];
  for (cursor.bar = 0; cursor.bar < bars; cursor.bar++) if (question()) found.push(cursor.bar);
  return found;
}

describe("a column seen from the present", () => {
  const [cursor, view] = viewsOf([10, 20, 30, 40]) as [Cursor, ColumnView];

  test("shows the value now and those before, and NaN before the first", () => {
    cursor.bar = 2;
    expect([view.now, view.ago(0), view.ago(1), view.ago(2)]).toEqual([30, 30, 20, 10]);
    expect(view.ago(3)).toBeNaN();
    cursor.bar = 3;
    expect(view.now).toBe(40);
  });

  test("does not show the future", () => {
    expect(() => view.ago(-1)).toThrow(RangeError);
    expect(() => view.ago(-1)).toThrow("ago(-1) asks for the future");
    expect(() => view.ago(Number.NaN)).toThrow(RangeError);
  });

  test("looks at another column after it was bound to it", () => {
    const [moved, other] = viewsOf([1, 2]) as [Cursor, ColumnView];
    ColumnView.rebind(other, Float64Array.of(7, 8));
    moved.bar = 1;
    expect([other.now, other.ago(1)]).toEqual([8, 7]);
  });
});

describe("a cross", () => {
  test("is above now and not above on the bar before; a tie is not above", () => {
    const [cursor, a, b] = viewsOf([1, 3, 2, 3, 3, 0, 5], [2, 2, 2, 2, 4, 0, 1]) as [Cursor, ColumnView, ColumnView];
    expect(barsAt(cursor, 7, () => a.crossesAbove(b))).toEqual([1, 3, 6]);
    expect(barsAt(cursor, 7, () => a.crossesBelow(b))).toEqual([0, 4]);
  });

  test("happens on the first bar at which both are defined, and on the first bar of all", () => {
    const gap = Number.NaN;
    const [cursor, a, b] = viewsOf([gap, 5, 5, gap, 5], [gap, gap, 1, 1, 1]) as [Cursor, ColumnView, ColumnView];
    expect(barsAt(cursor, 5, () => a.crossesAbove(b))).toEqual([2, 4]);
    expect(barsAt(cursor, 5, () => b.crossesBelow(a))).toEqual([2, 4]);
    const [first, c] = viewsOf([5, 6]) as [Cursor, ColumnView];
    expect(barsAt(first, 2, () => c.crossesAbove(1))).toEqual([0]);
  });

  test("of a fixed level is the same rule", () => {
    const [cursor, a] = viewsOf([50, 71, 70, 72, 29, 30, 28]) as [Cursor, ColumnView];
    expect(barsAt(cursor, 7, () => a.crossesAbove(70))).toEqual([1, 3]);
    expect(barsAt(cursor, 7, () => a.crossesBelow(30))).toEqual([4, 6]);
  });

  test("above one way is below the other way, for any two columns", () => {
    const cell = fc.constantFrom(0, 1, 2, Number.NaN);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
        const [cursor, a, b] = viewsOf(
          rows.map(([x]) => x),
          rows.map(([, y]) => y),
        ) as [Cursor, ColumnView, ColumnView];
        const above = barsAt(cursor, rows.length, () => a.crossesAbove(b));
        expect(barsAt(cursor, rows.length, () => b.crossesBelow(a))).toEqual(above);
        const isAbove = (i: number) => i >= 0 && rows[i]![0] > rows[i]![1];
        expect(above).toEqual(rows.flatMap((_, i) => (isAbove(i) && !isAbove(i - 1) ? [i] : [])));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe("a column of yes and no seen from the present", () => {
  test("answers with true and false, and false before the first bar", () => {
    const view = new FlagView(Uint8Array.of(1, 0, 1));
    CURSOR.bar = 2;
    expect([view.now, view.ago(1), view.ago(2), view.ago(3)]).toEqual([true, false, true, false]);
    expect(() => view.ago(-1)).toThrow("asks for the future");
  });
});
