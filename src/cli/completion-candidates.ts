import { join } from "node:path";
import { parameterNames, runNames, strategyNames, tickersIn } from "#app/known-names";
import { METRIC_IDS } from "#results/documents/metric-ids";
import type { Completes } from "./flag.ts";
import type { Terminal } from "./terminal.ts";

export interface Candidate {
  readonly value: string;
  readonly says: string;
}

/** What is offered for a word; `asks` is what the shell is to do itself. */
export interface Offer {
  readonly values: readonly Candidate[];
  readonly asks?: "files" | "folders" | "nospace";
}

/** What may stand in the place of `current`; `given` are the flags of the line, by their names. */
export async function candidatesFor(
  completes: Completes | null,
  current: string,
  given: ReadonlyMap<string, string>,
  terminal: Terminal,
): Promise<Offer> {
  switch (completes) {
    case null:
      return { values: [] };
    case "files":
    case "folders":
      return { values: [], asks: completes };
    case "runs": {
      const runs = runNames(given.get("--in") ?? join(terminal.projectFolder, "reports")).flatMap(({ name, says }) => [
        { value: name, says },
        { value: says, says: name },
      ]);
      return { values: startingWith(current, runs).slice(0, MOST_RUNS) };
    }
    case "metrics":
      return { values: startingWith(current, METRIC_IDS.map(plain)), asks: "nospace" };
    case "strategies": {
      const names = await strategyNames(terminal);
      const offer = ofList(
        current,
        names.map(({ name, says }) => ({ value: name, says })),
      );
      // A path, or nothing that has a name: a file.
      return /[./\\]/.test(current) || offer.length === 0 ? { values: [], asks: "files" } : { values: offer };
    }
    case "parameters": {
      const names = await parameterNames(given.get("--strategy") ?? "", terminal);
      if (current.includes("=")) {
        const lines = names.flatMap(({ name, options }) => (options ?? []).map((option) => plain(`${name}=${option}`)));
        return { values: startingWith(current, lines) };
      }
      const values = names.map(({ name, says }) => ({ value: `${name}=`, says }));
      return { values: startingWith(current, values), asks: "nospace" };
    }
    case "tickers":
      return {
        values: ofList(current, (await tickersIn(given.get("--data") ?? null, terminal)).map(plain)),
        asks: "nospace",
      };
    default:
      return {
        values: startingWith(current, (typeof completes === "function" ? await completes() : completes).map(plain)),
      };
  }
}

const MOST_RUNS = 200;

function plain(value: string): Candidate {
  return { value, says: "" };
}

/** The last of several names with commas between, those that stand before it left out. */
function ofList(current: string, candidates: readonly Candidate[]): Candidate[] {
  const at = current.lastIndexOf(",") + 1;
  const before = current.slice(0, at);
  const taken = new Set(before.toLowerCase().split(","));
  const left = candidates.filter(({ value }) => !taken.has(value.toLowerCase()));
  return startingWith(current.slice(at), left).map(({ value, says }) => ({ value: before + value, says }));
}

/** Those that start with what was typed; where none does, those that start so in another case. */
export function startingWith(typed: string, candidates: readonly Candidate[]): Candidate[] {
  const exact = candidates.filter(({ value }) => value.startsWith(typed));
  if (exact.length > 0) return exact;
  return candidates.filter(({ value }) => value.toLowerCase().startsWith(typed.toLowerCase()));
}
