import type { Parameter, ParameterSet, ParameterValue, SearchRange } from "./parameters.ts";

/** A parameter as documents carry it: what it does not have is null. */
export interface ParameterFacts {
  readonly name: string;
  readonly kind: Parameter["kind"];
  readonly default: ParameterValue;
  readonly min: number | null;
  readonly max: number | null;
  readonly search: SearchRange | null;
  readonly options: readonly string[] | null;
}

export function describeParameters(params: ParameterSet): readonly ParameterFacts[] {
  return Object.entries(params).map(([name, parameter]) => {
    const isNumber = parameter.kind === "integer" || parameter.kind === "decimal";
    return {
      name,
      kind: parameter.kind,
      default: parameter.default,
      min: isNumber ? finite(parameter.min) : null,
      max: isNumber ? finite(parameter.max) : null,
      search: isNumber ? parameter.search : null,
      options: parameter.kind === "choice" ? parameter.options : null,
    };
  });
}

function finite(bound: number): number | null {
  return Number.isFinite(bound) ? bound : null;
}
