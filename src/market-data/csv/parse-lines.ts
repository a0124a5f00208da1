/** On which line each row begins, noted only where lines and rows part: after a blank line, a row passed over, … */
export class RowLines {
  /** Rows from which on the distance holds, and line minus row from there on. */
  #rows = new Int32Array(16);
  #distances = new Float64Array(16);
  #noted = 0;
  #distance = Number.NaN;

  note(row: number, line: number): void {
    const distance = line - row;
    if (distance === this.#distance) return;
    // Of several lines that led to the same row, those before it were passed over.
    if (this.#noted > 0 && this.#rows[this.#noted - 1] === row) this.#noted--;
    if (this.#noted === this.#rows.length) {
      const rows = new Int32Array(this.#noted * 2);
      rows.set(this.#rows);
      this.#rows = rows;
      const distances = new Float64Array(this.#noted * 2);
      distances.set(this.#distances);
      this.#distances = distances;
    }
    this.#distance = distance;
    this.#rows[this.#noted] = row;
    this.#distances[this.#noted++] = distance;
  }

  /** Line of row `row`, which has been noted or lies beyond the last one that was. */
  lineOf(row: number): number {
    let low = 0;
    let high = this.#noted - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#rows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return row + this.#distances[low]!;
  }
}
