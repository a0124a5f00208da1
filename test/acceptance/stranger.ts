import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./ivy-process.ts";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of whoever runs the tests must not reach what a stranger would see. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST|FORCE_COLOR|NO_COLOR)/i.test(name));
  const certificates = process.env.NODE_EXTRA_CA_CERTS;
  return { ...Object.fromEntries(kept), ...(certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates }) };
}

export function run(program: string, args: readonly string[], cwd: string): Ended {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], {
    cwd,
    encoding: "utf8",
    env: {
      ...plainEnvironment(),
      npm_config_update_notifier: "false",
      npm_config_audit: "false",
      npm_config_fund: "false",
    },
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** npm, run by a Node of our choice. */
export function npm(node: string, args: readonly string[], cwd: string): Ended {
  return run(node, [npmProgram(), ...args], cwd);
}

function npmProgram(): string {
  const beside = join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const found = [process.env.npm_execpath, beside].find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  if (found !== undefined) return found;
  return join(spawnSync("npm", ["root", "-g"], { encoding: "utf8" }).stdout.trim(), "npm/bin/npm-cli.js");
}

/** The archive that would be published, in `folder`. */
export function pack(folder: string): string {
  const { status, stdout, stderr } = npm(
    process.execPath,
    ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder],
    ROOT,
  );
  if (status !== 0) throw new Error(stderr);
  return join(folder, stdout.trim().split("\n").at(-1)!);
}

/** Installs the archive in an empty folder, as a stranger does. */
export function installInto(folder: string, archive: string, node: string, flags: readonly string[]): Ended {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return npm(node, ["install", "--prefer-offline", ...flags, archive], folder);
}

/** What npm says where no registry answers. */
export function noRegistry({ status, stderr }: Ended): boolean {
  return status !== 0 && /E(NOTFOUND|CONNREFUSED|AI_AGAIN|TIMEDOUT|CONNRESET|NOTCACHED|5\d\d)|network/.test(stderr);
}

/** The program and first arguments that run a line without a network; a proxy that leads nowhere is the second best. */
export function offline(): readonly string[] {
  const cut = spawnSync("unshare", ["-rn", "true"]);
  if (cut.error === undefined && cut.status === 0) return ["unshare", "-rn"];
  const proxies = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
  return ["env", ...proxies.map((name) => `${name}=http://127.0.0.1:1`)];
}

/** The strategy that the README shows. */
export const README_STRATEGY = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))![1]!;
