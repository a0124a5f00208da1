import { StrategyError } from "#base/errors";

/** Puts a value in the place of a property; what it returns puts back what was there. */
export function put(holder: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { value, configurable: true, writable: true, enumerable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(holder, name);
    else Object.defineProperty(holder, name, before);
  };
}

/**
 * Runs `task` (synchronous) with the functions out of reach that end the process: without a result, and with whatever exit
 * code they are given. A strategy that calls one throws StrategyError there.
 */
export function withoutExit<T>(task: () => T): T {
  const refuse = (name: string) => () => {
    throw new StrategyError({
      code: "strategy-ends-process",
      message: `process.${name}() would end ivy without a result.`,
      help: "To do nothing at a bar: return. To stop the run: throw an Error that says why.",
    });
  };
  const undo = ["exit", "reallyExit", "abort", "kill"].map((name) => put(process, name, refuse(name)));
  try {
    return task();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}
