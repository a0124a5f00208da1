import { sumOfSquaredDeviations } from "./descriptive.ts";
import { requireSameLength } from "./same-length.ts";
import { firstSingularColumn, triangularize } from "./triangle.ts";

/**
 * Linear least squares of a response on the columns of a design, by QR.
 *
 * One instance holds the work arrays and the last result, so a rolling caller allocates nothing: `coefficients` and
 * `standardErrors` are overwritten by the next `fit`.
 */
export class LeastSquares {
  /** One a column, in units of response over column; all NaN when the fit is not defined. */
  coefficients = new Float64Array(0);
  /** One a column, same units: from the residual variance with divisor rows − columns. NaN when rows = columns. */
  standardErrors = new Float64Array(0);
  /** Sum of squared residuals, in the square of the response's unit. */
  residualSumOfSquares = Number.NaN;
  /** 1 − residual over total sum of squares, the total taken about the mean: of use where the design has a constant. */
  rSquared = Number.NaN;
  /** How many leading columns are independent; less than all: the fit is not defined. */
  rank = 0;
  #work = new Float64Array(0);

  /**
   * Fits `response` (length rows) on `design` (column-major, rows × columns) and says whether that is defined. It is not,
   * and every figure is NaN, with fewer rows than columns, with a NaN in the data, or when a column is a combination of
   * those before it to twelve digits: which of them to drop is the caller's to say. Throws InternalError when the design
   * is not rows × columns.
   *
   * *Source*: Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 5.3.3.
   */
  fit(design: Float64Array, columns: number, response: Float64Array): boolean {
    const rows = response.length;
    requireSameLength(design, { length: rows * columns }, "design and rows × columns");
    this.#resize(rows, columns);
    const work = this.#work;
    work.set(design, 0);
    work.set(response, rows * columns);
    triangularize(work, rows, columns + 1);
    this.rank = rows < columns ? rows : firstSingularColumn(work, rows, columns);
    if (this.rank < columns) return this.#undefined();
    let squares = 0;
    const last = rows * columns;
    // With more rows than columns the response's own diagonal holds the length of the residuals.
    if (rows > columns) squares = work[last + columns]! * work[last + columns]!;
    this.residualSumOfSquares = squares;
    this.rSquared = 1 - squares / sumOfSquaredDeviations(response);
    this.#solve(rows, columns, Math.sqrt(squares / (rows - columns)));
    return squares === squares ? true : this.#undefined();
  }

  #resize(rows: number, columns: number): void {
    if (this.#work.length < rows * (columns + 1)) this.#work = new Float64Array(rows * (columns + 1));
    if (this.coefficients.length !== columns) {
      this.coefficients = new Float64Array(columns);
      this.standardErrors = new Float64Array(columns);
    }
  }

  #solve(rows: number, columns: number, deviation: number): void {
    const r = this.#work;
    const { coefficients, standardErrors } = this;
    for (let i = columns - 1; i >= 0; i--) {
      let sum = r[columns * rows + i]!;
      for (let j = i + 1; j < columns; j++) sum -= r[j * rows + i]! * coefficients[j]!;
      coefficients[i] = sum / r[i * rows + i]!;
    }
    // Row i of R⁻¹ solves v·R = (unit vector i); its length is the factor of the standard error of coefficient i.
    for (let i = 0; i < columns; i++) {
      let squares = 0;
      for (let j = i; j < columns; j++) {
        let sum = j === i ? 1 : 0;
        for (let k = i; k < j; k++) sum -= standardErrors[k]! * r[j * rows + k]!;
        standardErrors[j] = sum / r[j * rows + j]!;
        squares += standardErrors[j]! * standardErrors[j]!;
      }
      standardErrors[i] = deviation * Math.sqrt(squares);
    }
  }

  #undefined(): false {
    this.coefficients.fill(Number.NaN);
    this.standardErrors.fill(Number.NaN);
    this.residualSumOfSquares = Number.NaN;
    this.rSquared = Number.NaN;
    return false;
  }
}
