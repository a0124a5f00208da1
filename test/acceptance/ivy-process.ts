import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const IVY = `${ROOT}/bin/ivy.js`;

const failure = inject("buildFailure");
if (failure !== "") throw new Error(failure);

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program, as a person starts it in a folder. */
export function ivy(args: readonly string[], cwd: string = ROOT): Ended {
  return end(process.execPath, [IVY, ...args], cwd);
}

/** A line of bash, in which $IVY starts the built program. */
export function bash(line: string, cwd: string = ROOT): Ended {
  return end("bash", ["-c", line], cwd);
}

function end(program: string, args: readonly string[], cwd: string): Ended {
  // No catalog of whoever runs the tests.
  const env = {
    ...process.env,
    IVY_CATALOG: `${cwd}/.catalog`,
    IVY: `${process.execPath} ${IVY}`,
    NO_COLOR: "",
    FORCE_COLOR: "",
  };
  const { status, stdout, stderr, error } = spawnSync(program, [...args], { cwd, encoding: "utf8", env });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}
