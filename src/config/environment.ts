/** The variables of the process, handed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A text with its variables filled in. */
export interface Filled {
  readonly text: string;
  /** Variables whose value came from the environment, not from the default written in the text. */
  readonly names: readonly string[];
}

/** What is wrong with a variable in a text, and at which character it stands. */
export interface BadVariable {
  readonly at: number;
  readonly length: number;
  readonly message: string;
  readonly help: string;
}

const VARIABLE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$\{[^}\n]*\}?/g;

/**
 * Fills `${NAME}` and `${NAME:-default}` from the environment; `$${` is a plain `${`. A variable that is set but empty
 * counts as unset, as it does for `:-` in a shell.
 */
export function fillVariables(text: string, environment: Environment): Filled | BadVariable {
  if (!text.includes("${")) return { text, names: [] };
  const names: string[] = [];
  let bad: BadVariable | null = null;
  const filled = text.replace(
    VARIABLE,
    (written, name: string | undefined, fallback: string | undefined, at: number) => {
      if (written === "$${") return "${";
      const value = name === undefined ? undefined : environment[name];
      if (value !== undefined && value !== "") {
        names.push(name!);
        return value;
      }
      if (name !== undefined && fallback !== undefined) return fallback;
      bad ??= {
        at,
        length: written.length,
        ...(name === undefined ? malformed(written) : unset(name, value, environment)),
      };
      return written;
    },
  );
  return bad ?? { text: filled, names };
}

function unset(
  name: string,
  value: string | undefined,
  environment: Environment,
): Pick<BadVariable, "message" | "help"> {
  const other = Object.keys(environment).find((one) => one !== name && one.toLowerCase() === name.toLowerCase());
  return {
    message: `the environment variable ${name} is ${value === "" ? "empty" : "not set"}`,
    help:
      other === undefined
        ? `Set it (export ${name}=…), or give it a default: \${${name}:-VALUE}`
        : `did you mean "${other}"?`,
  };
}

function malformed(written: string): Pick<BadVariable, "message" | "help"> {
  return {
    message: `${written} is not a variable`,
    help: `Write \${NAME} or \${NAME:-default}; $\${ stands for a plain \${.`,
  };
}
