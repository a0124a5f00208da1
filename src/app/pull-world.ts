import type { PullWorld } from "#market-data/providers/ask";

/** Ctrl-C, as the network and the clock throw it. */
export class Interruption extends Error {}

/** The network, the clock and the chance of a pull, until the signal is aborted. */
export async function worldUntil(signal: AbortSignal): Promise<PullWorld> {
  const { openNetwork } = await import("#market-data/adapters/providers/network");
  return {
    get: openNetwork({ signal }),
    now: () => Date.now(),
    random: () => Math.random(),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const timer = setTimeout(done, ms);
        const stop = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        function done() {
          signal.removeEventListener("abort", stop);
          resolve();
        }
        signal.addEventListener("abort", stop, { once: true });
      }),
  };
}
