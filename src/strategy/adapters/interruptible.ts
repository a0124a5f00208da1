import { runInThisContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

const TASK = Symbol.for("ivy-quant.task");
const CALL = `globalThis[Symbol.for("${TASK.description}")]()`;

/**
 * Runs `task` (synchronous) so that Ctrl-C ends it wherever it is, in an endless loop too: the error that it then throws is
 * known by `isInterruption`. No `catch` or `finally` inside the task sees it. Outside of it Ctrl-C does what it always does.
 * In a worker the task is only called: the signal is the main thread's, which ends its workers.
 */
export function interruptible<T>(task: () => T): T {
  return isMainThread ? call(task, { breakOnSigint: true }) : task();
}

/** Whether `task` (synchronous) comes back, or throws, within so many milliseconds; it is ended when it does not. */
export function comesBack(task: () => void, withinMs: number): boolean {
  try {
    call(task, { timeout: withinMs });
  } catch (error) {
    return (error as { code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT";
  }
  return true;
}

export function isInterruption(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

// The only code that Node can end from outside is a script's; the script reaches the task through this one name.
function call<T>(task: () => T, options: { breakOnSigint?: boolean; timeout?: number }): T {
  const place = globalThis as { [TASK]?: () => T };
  place[TASK] = task;
  try {
    return runInThisContext(CALL, { ...options, displayErrors: false }) as T;
  } finally {
    delete place[TASK];
  }
}
