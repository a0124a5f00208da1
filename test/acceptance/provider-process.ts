import { spawn } from "node:child_process";

/** The server of provider-server.mjs in a process of its own, and the environment that points every provider there. */
export async function providerServer(root: string): Promise<{
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}> {
  const child = spawn(process.execPath, [`${root}/test/acceptance/provider-server.mjs`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(String(text).trim()));
    child.once("exit", () => reject(new Error("the server of providers ended")));
  });
  const names = ["YAHOO", "STOOQ", "ALPACA", "BINANCE", "TIINGO"];
  return { env: Object.fromEntries(names.map((name) => [`IVY_${name}_URL`, url])), stop: () => child.kill() };
}
