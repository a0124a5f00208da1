import { existsSync } from "node:fs";
import { arch, availableParallelism, freemem, release, totalmem, type } from "node:os";
import { delimiter, join } from "node:path";
import { gigabytes } from "#base/gigabytes";
import type { Check } from "./check.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Below this much free memory a large file of prices may not fit. In bytes. */
const LITTLE_MEMORY = 512_000_000;

export function checkNode(version: string, needed: string): Check {
  const title = "Node";
  if (isAtLeast(version, needed)) {
    return { id: "node", status: "ok", title, says: `${version}, ${needed} or newer is needed` };
  }
  return {
    id: "node",
    status: "problem",
    title,
    says: `${version} is too old, ${needed} or newer is needed`,
    help: "Install a newer Node: https://nodejs.org",
  };
}

function isAtLeast(version: string, needed: string): boolean {
  const [have, want] = [version, needed].map((text) => text.split(".").map(Number));
  for (const [index, number] of want!.entries()) {
    const own = have![index] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}

export function checkMachine(): Check {
  // A container may have less than the machine.
  const limit = process.constrainedMemory?.() ?? 0;
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const free = Math.min(freemem(), total);
  const cores = availableParallelism();
  const system = `${type()} ${release()} ${arch()}`;
  const says = `${cores} ${cores === 1 ? "processor" : "processors"}, ${gigabytes(total)} of memory, ${gigabytes(free)} free; ${system}`;
  if (free >= LITTLE_MEMORY) return { id: "machine", status: "ok", title: "Machine", says };
  const help = "Little memory is free: large files of prices may not fit.";
  return { id: "machine", status: "note", title: "Machine", says, help };
}

/** Names on the path, then where installers put them. */
const BROWSERS = [
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "chrome",
  "microsoft-edge",
  "msedge",
];
const BROWSER_FILES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

export function checkBrowser({ PATH = "" }: Environment, platform: NodeJS.Platform): Check {
  const suffix = platform === "win32" ? ".exe" : "";
  const onPath = PATH.split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name + suffix)));
  const found = [...onPath, ...(BROWSER_FILES[platform] ?? [])].find((file) => existsSync(file));
  const title = "Browser";
  if (found !== undefined) return { id: "browser", status: "ok", title, says: `${found}, for PDF` };
  return {
    id: "browser",
    status: "note",
    title,
    says: "no Chrome, Chromium or Edge found; no command needs one yet",
    help: "PDF will need one of them.",
  };
}

export function checkCertificates({ NODE_EXTRA_CA_CERTS, NODE_OPTIONS }: Environment): Check {
  const title = "Start-up";
  const extra = (NODE_EXTRA_CA_CERTS ?? "") !== "";
  if (extra) {
    // Measured with Node 20.20 and the 140 certificates of a Debian: 61 ms for an empty program, 22 ms without them.
    return {
      id: "start-up",
      status: "note",
      title,
      says: "NODE_EXTRA_CA_CERTS is set: Node 20 reads that file at every start, some 40 ms",
      help: "ivy needs no certificates for a backtest; without it: NODE_EXTRA_CA_CERTS= ivy …",
    };
  }
  if ((NODE_OPTIONS ?? "") !== "") {
    const help = "Unset it when ivy starts slowly or prints what is not its own.";
    return { id: "start-up", status: "note", title, says: "NODE_OPTIONS is set, which changes how ivy starts", help };
  }
  return { id: "start-up", status: "ok", title, says: "nothing in the environment slows it" };
}

const KEYS = ["ALPACA_API_KEY", "ALPACA_API_SECRET", "APCA_API_KEY_ID", "APCA_API_SECRET_KEY"];

/** Says which keys are there; what they are is never read further than whether it is empty. */
export function checkKeys(env: Environment): Check {
  const present = KEYS.filter((name) => (env[name] ?? "") !== "");
  const says = present.length > 0 ? `${present.join(", ")} set` : "none set; backtests need none";
  return { id: "broker-keys", status: "ok", title: "Broker keys", says };
}
