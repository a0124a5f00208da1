/** A longer column that begins with what the old one holds. */
export function grown<T extends Float64Array | Int32Array | Uint8Array>(old: T, longer: T): T {
  longer.set(old);
  return longer;
}
