import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Surroundings } from "./backtest-request.ts";
import type { Check } from "./doctor/check.ts";
import { checkCache, checkData, checkReports, checkSample, checkStrategies } from "./doctor/files.ts";
import { checkBrowser, checkCertificates, checkKeys, checkMachine, checkNode } from "./doctor/machine.ts";
import { checkColor, checkLocale, type TerminalFacts } from "./doctor/terminal.ts";

export interface DoctorRequest extends Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: TerminalFacts;
}

export interface DoctorReport {
  readonly schema: "ivy.doctor/1";
  readonly ivy: string;
  readonly folder: string;
  readonly checks: readonly Check[];
}

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** Looks at all that ivy needs of the machine and of the folder it runs in. Never throws for what it finds. */
export async function examine(request: DoctorRequest): Promise<DoctorReport> {
  const { packageFolder, projectFolder, env, terminal } = request;
  const { version, engines } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as Manifest;
  const checks = [
    checkNode(process.versions.node, engines.node.replace(/^\D*/, "")),
    checkMachine(),
    await checkSample(join(packageFolder, "data/sample")),
    await checkStrategies(packageFolder),
    await checkData(projectFolder),
    checkReports(projectFolder),
    checkCache(projectFolder),
    checkLocale(env, process.platform),
    checkColor(env, terminal),
    checkCertificates(env),
    checkBrowser(env, process.platform),
    checkKeys(env),
  ];
  return { schema: "ivy.doctor/1", ivy: version, folder: packageFolder, checks };
}
