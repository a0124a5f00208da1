/** When in a bar a fill happened: indices into FILL_MOMENTS of the domain. */
export const AT_OPEN = 0;
export const INSIDE = 1;
export const AT_CLOSE = 2;
