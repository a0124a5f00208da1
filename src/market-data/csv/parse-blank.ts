/** What may stand around a cell without being part of it: a space, or a tab where tabs are no delimiters. */
export function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
