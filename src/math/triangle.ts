/**
 * Below this share of a column's length, what the columns before it do not explain is rounding: the column is taken as
 * their combination. At it, a coefficient has about four digits left.
 */
export const SINGULAR = 1e-12;

/**
 * Turns `work` (column-major, `rows` × `columns`) into the upper triangle R of its QR factorization, by Householder
 * reflections in place: R(i, j) ends at work[j·rows + i], i ≤ j; what lies below is left over. R'R equals the matrix of
 * products of the columns, without ever squaring their condition. Rows of R may have either sign.
 *
 * A NaN spreads to all of R. Nothing is allocated.
 * *Source*: Golub & Van Loan (2013), "Matrix Computations", 4th ed., algorithms 5.1.1 and 5.2.1.
 */
export function triangularize(work: Float64Array, rows: number, columns: number): void {
  const steps = Math.min(rows - 1, columns);
  for (let k = 0; k < steps; k++) {
    const head = k * rows + k;
    const end = (k + 1) * rows;
    let below = 0;
    for (let i = head + 1; i < end; i++) below += work[i]! * work[i]!;
    if (below === 0) continue;
    const first = work[head]!;
    const length = Math.sqrt(first * first + below);
    // The sign that adds up instead of cancelling.
    const pivot = first > 0 ? first + length : first - length;
    const scale = 2 / (pivot * pivot + below);
    for (let j = k + 1; j < columns; j++) {
      reflect(work, head, end, j * rows + k, pivot, scale);
    }
    work[head] = first > 0 ? -length : length;
  }
}

/** Reflects one column at the vector that stands below `head` and begins with `pivot`. */
function reflect(work: Float64Array, head: number, end: number, at: number, pivot: number, scale: number): void {
  const shift = at - head;
  let dot = pivot * work[at]!;
  for (let i = head + 1; i < end; i++) dot += work[i]! * work[i + shift]!;
  const weight = scale * dot;
  work[at] = work[at]! - weight * pivot;
  for (let i = head + 1; i < end; i++) work[i + shift] = work[i + shift]! - weight * work[i]!;
}

/**
 * The first of `columns` columns of an upper triangle (column-major, `stride` values a column) that is a combination of
 * those before it; `columns` when none is.
 */
export function firstSingularColumn(triangle: Float64Array, stride: number, columns: number): number {
  for (let j = 0; j < columns; j++) {
    let squares = 0;
    for (let i = 0; i <= j; i++) squares += triangle[j * stride + i]! ** 2;
    if (!(Math.abs(triangle[j * stride + j]!) > SINGULAR * Math.sqrt(squares))) return j;
  }
  return columns;
}
