import { triangularize } from "./triangle.ts";

/**
 * Below this share of a column that those before it do not explain, sums of products lose too many digits, and the
 * triangle is made by reflections instead: with 1e-3 the products keep a statistic right to about 1e-11.
 */
const SAFE_PIVOT = 1e-3;

/**
 * The design of the Dickey-Fuller regression of a series, and the triangle of any choice of its columns.
 *
 * Columns are numbered: the deterministic terms (constant, line, parabola), the level before, the change (the response),
 * the change one bar before, two bars before and so on. Products of two lagged changes equal those of the two before them
 * but for one row at either end, so all products together cost only as many passes over the series as there are lags.
 * One instance holds the work arrays: a rolling caller allocates nothing.
 */
export class AdfDesign {
  /** Changes of the series: rows of the design before lags cut some off. */
  rows = 0;
  /** Deterministic terms, 0 to 3. Column `terms` is the level, `terms + 1` the change. */
  terms = 0;
  maxLag = 0;
  /** What `triangulate` made, column-major, as many values a column as there are columns. */
  triangle = new Float64Array(0);
  /** The columns to take, in order: filled by the caller. */
  order = new Int32Array(0);

  #change = new Float64Array(0);
  #level = new Float64Array(0);
  #line = new Float64Array(0);
  #parabola = new Float64Array(0);
  /** Row-major, lower half. */
  #products = new Float64Array(0);
  #row = new Float64Array(0);
  #work = new Float64Array(0);

  /** Takes up `series` (finite, length at least maxLag + 2) and the products over the rows that `maxLag` lags leave. */
  load(series: Float64Array, terms: number, maxLag: number): void {
    this.rows = series.length - 1;
    this.terms = terms;
    this.maxLag = maxLag;
    this.#resize(terms + 2 + maxLag);
    this.#fillColumns(series);
    this.#fillProducts(series);
  }

  /** Adds to the products of the columns up to lag `lags` the rows that only larger lags had to cut off. */
  addRows(lags: number): void {
    const used = this.terms + 2 + lags;
    const size = this.terms + 2 + this.maxLag;
    const products = this.#products;
    const row = this.#row;
    for (let t = lags; t < this.maxLag; t++) {
      for (let a = 0; a < used; a++) row[a] = this.#value(a, t);
      for (let a = 0; a < used; a++) {
        const value = row[a]!;
        const at = a * size;
        for (let b = 0; b <= a; b++) products[at + b] = products[at + b]! + value * row[b]!;
      }
    }
  }

  /** Makes the triangle of the first `count` columns named in `order` over the rows from `from`, those of the products. */
  triangulate(count: number, from: number): void {
    if (!this.#decompose(count)) this.#reflect(count, from);
  }

  /** Cholesky of the products. False, with nothing of use, when a column is too close to a combination of the others. */
  #decompose(count: number): boolean {
    const size = this.terms + 2 + this.maxLag;
    const { triangle: r, order } = this;
    const products = this.#products;
    for (let j = 0; j < count; j++) {
      const column = order[j]!;
      const at = j * count;
      for (let i = 0; i <= j; i++) {
        const other = order[i]!;
        const product = column > other ? products[column * size + other]! : products[other * size + column]!;
        const left = i * count;
        let sum = product;
        for (let k = 0; k < i; k++) sum -= r[left + k]! * r[at + k]!;
        if (i < j) r[at + i] = sum / r[left + i]!;
        else if (product > 0 && sum >= SAFE_PIVOT * product) r[at + i] = Math.sqrt(sum);
        else return false;
      }
    }
    return true;
  }

  #reflect(count: number, from: number): void {
    const rows = this.rows - from;
    if (this.#work.length < rows * count) this.#work = new Float64Array(rows * count);
    const work = this.#work;
    for (let j = 0; j < count; j++) {
      const column = this.order[j]!;
      for (let t = 0; t < rows; t++) work[j * rows + t] = this.#value(column, from + t);
    }
    triangularize(work, rows, count);
    for (let j = 0; j < count; j++) {
      for (let i = 0; i <= j; i++) this.triangle[j * count + i] = i < rows ? work[j * rows + i]! : 0;
    }
  }

  #resize(columns: number): void {
    if (this.#change.length < this.rows) {
      this.#change = new Float64Array(this.rows);
      this.#level = new Float64Array(this.rows);
      this.#line = new Float64Array(this.rows);
      this.#parabola = new Float64Array(this.rows);
    }
    if (this.order.length < columns) {
      this.#products = new Float64Array(columns * columns);
      this.triangle = new Float64Array(columns * columns);
      this.order = new Int32Array(columns);
      this.#row = new Float64Array(columns);
    }
  }

  #fillColumns(series: Float64Array): void {
    const rows = this.rows;
    const change = this.#change;
    const level = this.#level;
    // With a constant beside it the level may be moved, and about its mean it is nearly orthogonal to the constant.
    const centre = this.terms === 0 ? 0 : meanOf(series, rows);
    for (let t = 0; t < rows; t++) {
      level[t] = series[t]! - centre;
      change[t] = series[t + 1]! - series[t]!;
    }
    if (this.terms < 2) return;
    for (let t = 0; t < rows; t++) {
      const s = (t - (rows - 1) / 2) / rows;
      this.#line[t] = s;
      // Less the mean of s² over an interval of length 1: nearly orthogonal to the constant.
      this.#parabola[t] = s * s - 1 / 12;
    }
  }

  #fillProducts(series: Float64Array): void {
    const { rows, terms, maxLag: from } = this;
    const size = terms + 2 + from;
    const count = rows - from;
    const products = this.#products;
    const change = this.#change;
    const first = terms + 1;
    for (let a = 0; a <= terms; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let t = from; t < rows; t++) sum += this.#value(a, t) * this.#value(b, t);
        products[a * size + b] = sum;
      }
    }
    for (let lag = 0; lag <= from; lag++) {
      const row = (first + lag) * size;
      // Sums of changes telescope.
      if (terms > 0) products[row] = series[rows - lag]! - series[from - lag]!;
      if (terms > 1) products[row + 1] = dot(this.#line, change, from, lag, count);
      if (terms > 2) products[row + 2] = dot(this.#parabola, change, from, lag, count);
      products[row + terms] = dot(this.#level, change, from, lag, count);
      products[row + first] = dot(change, change, from, lag, count);
    }
    for (let i = 1; i <= from; i++) {
      const row = (first + i) * size + first;
      const before = row - size - 1;
      for (let j = 1; j <= i; j++) {
        const entering = change[from - i]! * change[from - j]!;
        const leaving = change[rows - i]! * change[rows - j]!;
        products[row + j] = products[before + j]! + entering - leaving;
      }
    }
  }

  /** The value of a column at row t. */
  #value(column: number, t: number): number {
    const lag = column - this.terms - 1;
    if (lag >= 0) return this.#change[t - lag]!;
    if (lag === -1) return this.#level[t]!;
    if (column === 0) return 1;
    return column === 1 ? this.#line[t]! : this.#parabola[t]!;
  }
}

function meanOf(series: Float64Array, count: number): number {
  const first = series[0]!;
  let sum = 0;
  for (let t = 1; t < count; t++) sum += series[t]! - first;
  return first + sum / count;
}

/** Sum of a(t)·b(t − lag) over `count` rows from `from`, in four strands that the processor can add at once. */
function dot(a: Float64Array, b: Float64Array, from: number, lag: number, count: number): number {
  const end = from + count;
  const whole = end - (count % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t = from;
  for (; t < whole; t += 4) {
    s0 += a[t]! * b[t - lag]!;
    s1 += a[t + 1]! * b[t + 1 - lag]!;
    s2 += a[t + 2]! * b[t + 2 - lag]!;
    s3 += a[t + 3]! * b[t + 3 - lag]!;
  }
  for (; t < end; t++) s0 += a[t]! * b[t - lag]!;
  return s0 + s1 + (s2 + s3);
}
