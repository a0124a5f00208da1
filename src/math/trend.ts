/** What a unit-root regression contains beside the level: nothing, a constant, a line, a parabola (each with what precedes). */
export type Trend = "n" | "c" | "ct" | "ctt";
