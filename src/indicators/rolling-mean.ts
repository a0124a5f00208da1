/** The mean of the last `period` values: the simple moving average under the name it has beside deviation and z-score. */
export { SmaStream as RollingMeanStream, sma as rollingMean } from "./sma.ts";
