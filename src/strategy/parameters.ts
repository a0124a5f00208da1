/** The numbers between which an optimizer looks: [from, to], apart from what is valid. */
export type SearchRange = readonly [from: number, to: number];

export interface IntegerParameter {
  readonly kind: "integer";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly search: SearchRange | null;
}

export interface DecimalParameter {
  readonly kind: "decimal";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly search: SearchRange | null;
}

export interface ChoiceParameter<T extends string = string> {
  readonly kind: "choice";
  readonly default: T;
  readonly options: readonly T[];
}

export interface FlagParameter {
  readonly kind: "flag";
  readonly default: boolean;
}

export type Parameter = IntegerParameter | DecimalParameter | ChoiceParameter | FlagParameter;
export type ParameterSet = Readonly<Record<string, Parameter>>;
export type ParameterValue = number | string | boolean;

/** The values that a strategy sees for its declared parameters. */
export type ValuesOf<P> = {
  readonly [K in keyof P]: P[K] extends ChoiceParameter<infer T>
    ? T
    : P[K] extends FlagParameter
      ? boolean
      : P[K] extends IntegerParameter | DecimalParameter
        ? number
        : never;
};

interface Bounds {
  /** Smallest valid value. */
  readonly min?: number;
  /** Largest valid value. */
  readonly max?: number;
  /** Where an optimizer looks. */
  readonly search?: SearchRange;
}

/** A whole number. Throws RangeError when the default is not one within its bounds. */
export function integer(value: number, bounds: Bounds = {}): IntegerParameter {
  const parameter: IntegerParameter = { kind: "integer", default: value, ...filled(bounds) };
  return checkedDefault(parameter);
}

/** A number. Throws RangeError when the default is not within its bounds. */
export function decimal(value: number, bounds: Bounds = {}): DecimalParameter {
  const parameter: DecimalParameter = { kind: "decimal", default: value, ...filled(bounds) };
  return checkedDefault(parameter);
}

/** One of several words. Throws RangeError when the default is not among them. */
export function choice<const T extends string>(value: NoInfer<T>, options: readonly T[]): ChoiceParameter<T> {
  return checkedDefault({ kind: "choice", default: value, options });
}

/** Yes or no. */
export function flag(value: boolean): FlagParameter {
  return { kind: "flag", default: value };
}

function filled(bounds: Bounds): { min: number; max: number; search: SearchRange | null } {
  return {
    min: bounds.min ?? Number.NEGATIVE_INFINITY,
    max: bounds.max ?? Number.POSITIVE_INFINITY,
    search: bounds.search ?? null,
  };
}

function checkedDefault<T extends Parameter>(parameter: T): T {
  const wrong = whatIsWrong(parameter, parameter.default);
  if (wrong !== null) throw new RangeError(`a parameter's default ${parameter.default} is wrong: it must be ${wrong}`);
  return parameter;
}

/** What a value of this parameter must be, in words, if `value` is not that; else null. */
export function whatIsWrong(parameter: Parameter, value: unknown): string | null {
  switch (parameter.kind) {
    case "flag":
      return typeof value === "boolean" ? null : "true or false";
    case "choice":
      return parameter.options.some((option) => option === value) ? null : `one of ${parameter.options.join(", ")}`;
    case "integer":
    case "decimal": {
      const isNumber = typeof value === "number" && Number.isFinite(value);
      const isKind = isNumber && (parameter.kind === "decimal" || Number.isInteger(value));
      return isKind && value >= parameter.min && value <= parameter.max ? null : describeNumber(parameter);
    }
  }
}

function describeNumber(parameter: IntegerParameter | DecimalParameter): string {
  const noun = parameter.kind === "integer" ? "a whole number" : "a number";
  const { min, max } = parameter;
  if (min > Number.NEGATIVE_INFINITY && max < Number.POSITIVE_INFINITY) return `${noun} from ${min} to ${max}`;
  if (min > Number.NEGATIVE_INFINITY) return `${noun} of at least ${min}`;
  return max < Number.POSITIVE_INFINITY ? `${noun} of at most ${max}` : noun;
}
