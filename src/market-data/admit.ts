/** Throws a DataError where so many bytes of memory cannot be had. */
export type Admit = (needed: number) => void;

/** Memory that need not be asked for. In bytes. */
export const ALWAYS_THERE = 32 * 1024 * 1024;
