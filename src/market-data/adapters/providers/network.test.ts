import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { openNetwork } from "./network.ts";

const servers: Server[] = [];
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const never = new AbortController().signal;
const get = (url: string, more: { signal?: AbortSignal; idleMs?: number; mostMs?: number } = {}) =>
  openNetwork({ signal: never, idleMs: 5000, ...more })({ url, headers: { "x-key": "k" } });

describe("an answer", () => {
  it("comes with its status, its headers by small names, and its text unpacked", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(207, { "X-Left": "3", "content-encoding": "gzip" });
      response.end(gzipSync("Preis: 1,50 €"));
    });
    const { status, headers, body } = await get(url);
    expect([status, headers.get("x-left"), body]).toEqual([207, "3", "Preis: 1,50 €"]);
  });

  it("that cannot be unpacked counts as cut off", async () => {
    const packed = gzipSync(Array.from({ length: 4000 }, (_, i) => String(Math.sin(i))).join());
    packed.fill(0xff, 5000, 5040);
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(packed);
    });
    await expect(get(url)).rejects.toMatchObject({ kind: "cut-off" });
  });

  it("that trickles is waited for as long as something comes", async () => {
    const url = await serve((_request, response) => {
      let left = 6;
      const timer = setInterval(() => {
        if (left-- > 0) return response.write("x");
        clearInterval(timer);
        return response.end();
      }, 60);
    });
    expect((await get(url, { idleMs: 300 })).body).toBe("xxxxxx");
  });
});

it("ends an answer that trickles for ever", async () => {
  const timers: NodeJS.Timeout[] = [];
  const url = await serve((_request, response) => {
    response.writeHead(200);
    timers.push(setInterval(() => response.write(" "), 20));
  });
  const asked = get(url, { idleMs: 5000, mostMs: 200 });
  await expect(asked).rejects.toMatchObject({ kind: "timeout", message: "its answer did not end within 0.2 s" });
  for (const timer of timers) clearInterval(timer);
});

it("is sent on to no file", async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end());
  await expect(get(url)).rejects.toMatchObject({ kind: "redirected", message: "it sends the question on to file:" });
});

it("says that nothing listens where nothing does", async () => {
  const url = await serve(() => {});
  const server = servers.pop()!;
  await new Promise((resolve) => server.close(resolve));
  await expect(get(url)).rejects.toMatchObject({ kind: "refused", isPassing: true, message: "nothing listens there" });
});

it("ends at once, with the reason, where it is stopped", async () => {
  const url = await serve(() => {});
  const stop = new AbortController();
  const reason = new Error("Ctrl-C");
  const waiting = get(url, { signal: stop.signal });
  setTimeout(() => stop.abort(reason), 20);
  await expect(waiting).rejects.toBe(reason);
  await expect(get(url, { signal: stop.signal })).rejects.toBe(reason);
});

it("takes a secret in the address to the server, and nowhere else", async () => {
  let asked = "";
  const url = await serve((request, response) => {
    asked = request.url!;
    response.end();
  });
  await openNetwork({ signal: never })({ url: `${url}/q?s=ko`, headers: {}, secretQuery: { apikey: "a&b" } });
  expect(asked).toBe("/q?s=ko&apikey=a%26b");
});
