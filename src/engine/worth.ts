/** Makes what values positions at a bar: `marks` are rows of bars × positions; what is not held may have no mark. */
export function worthOf(positions: Float64Array, marks: Float64Array): (bar: number) => number {
  const columns = { positions, marks };
  return (bar) => {
    const { positions, marks } = columns;
    const count = positions.length;
    const row = bar * count;
    let value = 0;
    for (let k = 0; k < count; k++) {
      const quantity = positions[k]!;
      if (quantity !== 0) value += quantity * marks[row + k]!;
    }
    return value;
  };
}
