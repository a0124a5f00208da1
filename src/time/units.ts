/** Milliseconds of a UTC day: epoch time has no leap seconds. */
export const DAY_MS = 86_400_000;
