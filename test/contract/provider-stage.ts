import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openNetwork } from "../../src/market-data/adapters/providers/network.ts";
import type { BarsWanted, Page, Provider } from "../../src/market-data/provider.ts";
import { accessTo } from "../../src/market-data/providers/access.ts";
import { joinPages, type PulledBars } from "../../src/market-data/providers/join-pages.ts";
import { Pace } from "../../src/market-data/providers/pace.ts";
import { pullPages } from "../../src/market-data/providers/pull-pages.ts";

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a server does with one request: an answer, or its own way with the connection. */
export type Act = Said | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Stage {
  readonly url: string;
  /** Of every request, in their order. */
  readonly asked: { readonly url: URL; readonly headers: IncomingMessage["headers"] }[];
  readonly close: () => Promise<void>;
}

/** A server on this machine. The acts are played one after the other; the last goes on for ever. */
export async function stage(...acts: readonly [Act, ...Act[]]): Promise<Stage> {
  const asked: Stage["asked"] = [];
  const server: Server = createServer((request, response) => {
    const act = acts[Math.min(asked.length, acts.length - 1)]!;
    asked.push({ url: new URL(request.url!, "http://localhost"), headers: request.headers });
    if (typeof act === "function") return act(request, response);
    response.writeHead(act.status ?? 200, act.headers);
    response.end(act.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const SECRET = "s3cr3t-KEY/with+signs";

export interface Played {
  readonly pages: readonly Page[];
  readonly bars: PulledBars;
  /** What was waited for, in ms, without waiting. */
  readonly waits: readonly number[];
  /** What a person was told of them. */
  readonly told: readonly string[];
}

export const WANTED: BarsWanted = {
  symbol: "KO",
  timeframe: "1d",
  from: Date.UTC(2013, 0, 1),
  to: Date.UTC(2013, 11, 31, 23, 59),
  isRaw: false,
};

/** A Friday evening in New York. */
export const NOW = Date.UTC(2026, 10, 20, 23, 0);

/** Pulls from a stage over the real network code, with a clock that stands and waits that take no time. */
export async function pullFrom(
  provider: Provider,
  url: string,
  wanted: Partial<BarsWanted> = {},
  { now = NOW, idleMs = 5000, waits = [] as number[] } = {},
): Promise<Played> {
  const environment = Object.fromEntries(
    [...provider.keys, ...(provider.optionalKeys ?? [])].map((name) => [name, SECRET]),
  );
  const access = accessTo(provider, { ...environment, [provider.urlVariable]: url });
  const signal = new AbortController().signal;
  let time = now;
  const told: string[] = [];
  const world = {
    get: openNetwork({ signal, idleMs, mostBytes: 200_000 }),
    now: () => time,
    random: () => 0.5,
    tell: (text: string) => void told.push(text),
    sleep: async (ms: number) => {
      waits.push(ms);
      time += ms;
    },
  };
  const whole = { ...WANTED, ...wanted };
  const pages = await pullPages(
    whole,
    { pages: [], cursor: null, isWhole: false },
    { provider, access, world, pace: new Pace({ requests: 1000, perMs: 1 }), keep: () => {} },
  );
  return { pages, bars: joinPages(pages, whole, provider.title), waits, told };
}
