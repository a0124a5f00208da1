/** An amount of memory, in the unit in which machines are sold: "4.0 GB". */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
