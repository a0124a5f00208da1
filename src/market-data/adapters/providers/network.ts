import type { HttpAnswer, HttpRequest } from "../../provider.ts";
import { NetworkFailure } from "../../providers/network-failure.ts";

export interface NetworkSettings {
  /** Aborted: whatever waits rejects with its reason. */
  readonly signal: AbortSignal;
  /** So long may nothing come. */
  readonly idleMs?: number;
  /** So long may an answer take in all: one that trickles would else never end. */
  readonly mostMs?: number;
  readonly mostBytes?: number;
}

const IDLE_MS = 30_000;
const MOST_MS = 600_000;
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/** Asks web servers, one question after the other. Throws NetworkFailure where no whole answer comes. */
export function openNetwork({ signal, idleMs = IDLE_MS, mostMs = MOST_MS, mostBytes = MOST_BYTES }: NetworkSettings) {
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const idle = new AbortController();
    let timer = setTimeout(() => idle.abort(), idleMs);
    const whole = new AbortController();
    const end = setTimeout(() => whole.abort(), mostMs);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => idle.abort(), idleMs);
    };
    const either = AbortSignal.any([signal, idle.signal, whole.signal]);
    try {
      const response = await follow(request, either, alive);
      const body = await bodyOf(response, mostBytes, alive);
      return { status: response.status, headers: new Map(response.headers), body };
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof NetworkFailure) throw cause;
      if (idle.signal.aborted) throw new NetworkFailure("timeout", `nothing came for ${idleMs / 1000} s`, cause);
      if (whole.signal.aborted)
        throw new NetworkFailure("timeout", `its answer did not end within ${mostMs / 1000} s`, cause);
      throw failureOf(cause);
    } finally {
      clearTimeout(timer);
      clearTimeout(end);
    }
  };
}

/** The answer behind redirects. A key is sent to no other host than the one it is for. */
async function follow(request: HttpRequest, signal: AbortSignal, alive: () => void): Promise<Response> {
  const { headers, secretQuery = {} } = request;
  let url = new URL(request.url);
  for (const [name, value] of Object.entries(secretQuery)) url.searchParams.set(name, value);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(url, { headers, redirect: "manual", signal });
    alive();
    const to = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || response.status === 304 || to === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(to, url.href) ? new URL(to, url) : null;
    if (next === null || next.origin !== url.origin) {
      throw new NetworkFailure(
        "redirected",
        `it sends the question on to ${next?.host || (next?.protocol ?? "nowhere")}`,
      );
    }
    url = next;
  }
  throw new NetworkFailure("redirected", "it sends the question round in circles");
}

async function bodyOf(response: Response, mostBytes: number, alive: () => void): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    alive();
    bytes += chunk.length;
    if (bytes > mostBytes) throw new NetworkFailure("too-large", `its answer is larger than ${mostBytes >> 20} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString("utf8");
}

const WORDS: Readonly<Record<string, readonly [NetworkFailure["kind"], string]>> = {
  ENOTFOUND: ["no-network", "its name is not known here"],
  EAI_AGAIN: ["no-network", "no name server answers"],
  ENETUNREACH: ["no-network", "there is no network"],
  EHOSTUNREACH: ["no-network", "there is no way to it"],
  ENETDOWN: ["no-network", "the network is down"],
  ECONNREFUSED: ["refused", "nothing listens there"],
  ECONNRESET: ["cut-off", "the connection broke off"],
  EPIPE: ["cut-off", "the connection broke off"],
  UND_ERR_SOCKET: ["cut-off", "the connection broke off"],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["cut-off", "the answer was cut off"],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "it does not answer in time"],
  UND_ERR_HEADERS_TIMEOUT: ["timeout", "it does not answer in time"],
  UND_ERR_BODY_TIMEOUT: ["timeout", "it does not answer in time"],
  ETIMEDOUT: ["timeout", "it does not answer in time"],
};

/** What the system said, in words: its own may hold the whole address. */
function failureOf(cause: unknown): NetworkFailure {
  const code = codeOf(cause);
  const known = WORDS[code];
  if (known !== undefined) return new NetworkFailure(known[0], known[1], cause);
  if (/CERT|TLS|SSL|SELF_SIGNED|VERIFY/.test(code)) {
    return new NetworkFailure("certificate", `its certificate is not trusted (${code})`, cause);
  }
  return new NetworkFailure(
    "cut-off",
    code === "" ? "the connection failed" : `the connection failed (${code})`,
    cause,
  );
}

/** `fetch` hides the system's code behind one or two causes; several addresses tried give several. */
function codeOf(error: unknown): string {
  for (let one = error; one !== undefined && one !== null; one = (one as { cause?: unknown }).cause) {
    const { code, errors } = one as { code?: unknown; errors?: unknown };
    if (typeof code === "string") return code;
    if (Array.isArray(errors)) return codeOf(errors[0]);
  }
  return "";
}
