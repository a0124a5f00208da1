/**
 * What a rebalance asks for, worked out asset by asset.
 *
 * Here and in the files of the basket each loop is made once for a run, over columns that stay where they are: in a process with
 * one such run the compiler knows them, and neither looks at their type nor for their place at each turn (the same loops over
 * columns handed to them took 1.6 times as long). That takes a function whose columns are fields of an object literal: fields
 * of a class are written twice, so they may change. They are looked up within the function, because where there are several
 * runs they would else be looked up at each turn.
 */

/** Columns of one value an asset, which stay the same for all of a run, and rows of bars × assets. */
interface Wanted {
  /** Shares of equity, or proportions. */
  readonly wanted: Float64Array;
  readonly positions: Float64Array;
  readonly marks: Float64Array;
  /** Written: the value that each asset should have. */
  readonly values: Float64Array;
  /** Written: the units to trade. */
  readonly quantities: Float64Array;
}

/**
 * Works out values and quantities, as if every asset had a bar: `unit` is the money for one of what is wanted, and trades of
 * no more money than `dust` are none. Returns how many trade.
 */
export type Quantify = (bar: number, unit: number, dust: number) => number;

/** Makes what works out quantities of any fraction. */
export function fractionsToTrade(columns: Wanted): Quantify {
  return (bar, unit, dust) => {
    const { wanted, positions, marks, values, quantities } = columns;
    const count = wanted.length;
    const row = bar * count;
    let orders = 0;
    for (let k = 0; k < count; k++) {
      const price = marks[row + k]!;
      const value = wanted[k]! * unit;
      const quantity = value / price - positions[k]!;
      // Without a branch: whether anything is left to trade is anybody's guess. NaN is not more than dust.
      const isTraded = Number(Math.abs(quantity * price) > dust);
      values[k] = value;
      quantities[k] = quantity * isTraded;
      orders += isTraded;
    }
    return orders;
  };
}

/** Makes what works out quantities of whole lots; a lot of 0 is any fraction. */
export function lotsToTrade(columns: Wanted & { readonly lots: Float64Array }, slack: number): Quantify {
  return (bar, unit, dust) => {
    const { wanted, positions, marks, lots, values, quantities } = columns;
    const count = wanted.length;
    const row = bar * count;
    let orders = 0;
    for (let k = 0; k < count; k++) {
      const price = marks[row + k]!;
      const lot = lots[k]!;
      const value = wanted[k]! * unit;
      let units = value / price;
      if (lot !== 0) {
        const whole = Math.floor(Math.abs(units) / lot + slack) * lot;
        units = whole * (1 - 2 * Number(units < 0));
      }
      const quantity = units - positions[k]!;
      const isTraded = Number(Math.abs(quantity * price) > dust);
      values[k] = value;
      quantities[k] = quantity * isTraded;
      orders += isTraded;
    }
    return orders;
  };
}

/** Makes what sums up the sizes of a column. */
export function sizesOf(columns: Pick<Wanted, "wanted">): () => number {
  return () => {
    const column = columns.wanted;
    let sum = 0;
    for (let k = 0; k < column.length; k++) sum += Math.abs(column[k]!);
    return sum;
  };
}

/** The units, floored to whole lots on either side of 0: the order book's rule. A lot of 0 is any fraction. */
export function wholeUnits(units: number, lot: number, slack: number): number {
  if (lot === 0) return units;
  const whole = Math.floor(Math.abs(units) / lot + slack) * lot;
  return units < 0 ? -whole : whole;
}
