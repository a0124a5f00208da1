/** True for what the engine of the language throws where the system gives it no more memory for an array. */
export function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message === "Array buffer allocation failed";
}
