import { afterEach, describe, expect, it } from "vitest";
import { IvyError } from "../../src/base/errors.ts";
import { PROVIDERS } from "../../src/market-data/providers/registry.ts";
import { type Day, VOICES } from "./provider-answers.ts";
import { type Act, stage as openStage, pullFrom, SECRET, type Stage, WANTED } from "./provider-stage.ts";

/** Both changes of the clocks of New York lie between these days. */
const DAYS: readonly Day[] = [
  { date: "2013-01-02", prices: [37, 37.5, 36.75, 37.25, 1000] },
  { date: "2013-03-08", prices: [38, 38.5, 37.75, 38.25, 1100] },
  { date: "2013-03-11", prices: [38.5, 39, 38.25, 38.75, 1200] },
  { date: "2013-11-01", prices: [39, 39.5, 38.75, 39.25, 1300] },
  { date: "2013-11-04", prices: [39.5, 40, 39.25, 39.75, 1400] },
];

const stages: Stage[] = [];
async function stage(...acts: readonly [Act, ...Act[]]): Promise<Stage> {
  const opened = await openStage(...acts);
  stages.push(opened);
  return opened;
}
afterEach(async () => {
  for (const one of stages.splice(0)) await one.close();
});

async function failure(work: Promise<unknown>): Promise<IvyError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof IvyError) return error;
  throw new Error(`expected an error that says what to do, got ${String(error)}`);
}

const HTML = { body: "<!DOCTYPE html><html><body>Are you a robot?</body></html>" };

it("is held by every provider that there is", () => {
  expect(VOICES.map(({ provider }) => provider)).toEqual(PROVIDERS);
});

describe.each(VOICES.map((voice) => [voice.provider.name, voice] as const))("%s", (_, voice) => {
  const { provider } = voice;
  const good = voice.days(DAYS);

  it("gives days on their session dates, on both sides of a change of the clocks", async () => {
    const { url } = await stage(good);
    const { bars } = await pullFrom(provider, url);
    expect(Array.from(bars.time, (time) => new Date(time).toISOString())).toEqual(
      DAYS.map(({ date }) => `${date}T00:00:00.000Z`),
    );
    const columns = [bars.open, bars.high, bars.low, bars.close, bars.volume!];
    expect(DAYS.map((_, row) => columns.map((column) => column[row]))).toEqual(DAYS.map(({ prices }) => prices));
  });

  it("gives what is asked for and no more, whatever order and however often it comes", async () => {
    const { url } = await stage(voice.days([...DAYS.slice(2), DAYS[2]!, ...DAYS.slice(0, 2)]));
    const range = { from: Date.UTC(2013, 2, 8), to: Date.UTC(2013, 10, 1, 12) };
    const { bars } = await pullFrom(provider, url, range, { now: Date.UTC(2026, 10, 20) });
    expect(Array.from(bars.close)).toEqual([38.25, 38.75, 39.25]);
  });

  it("says in which zone the sessions are, and what the prices carry", async () => {
    const { url } = await stage(good);
    const { pages } = await pullFrom(provider, url);
    const { zone, adjustment } = pages[0]!;
    expect([zone, adjustment]).toEqual(
      {
        yahoo: ["America/New_York", "splits"],
        stooq: ["America/New_York", "splits and dividends"],
        alpaca: ["America/New_York", "splits and dividends"],
        binance: ["UTC", "none"],
        tiingo: ["America/New_York", "none"],
      }[provider.name],
    );
  });

  it("leaves out the bar that is not finished, and says so", async () => {
    const { url } = await stage(good);
    // An hour into the session of the last day, in New York.
    const { bars, pages } = await pullFrom(provider, url, {}, { now: Date.UTC(2013, 10, 4, 15, 30) });
    expect(bars.time.length).toBe(4);
    expect(pages.at(-1)!.unfinished).toBe(Date.UTC(2013, 10, 4));
  });

  it("refuses a symbol that it does not know", async () => {
    const { url, asked } = await stage(voice.unknown);
    const error = await failure(pullFrom(provider, url));
    expect([error.code, error.exitCode, error.where.symbol]).toEqual(["unknown-symbol", 4, "KO"]);
    expect(asked.length).toBe(1);
  });

  it.skipIf(voice.empty === null)("gives no bars where there are none", async () => {
    const { url } = await stage(voice.empty!);
    expect((await pullFrom(provider, url)).bars.time.length).toBe(0);
  });

  it("waits as long as it is asked to, then goes on", async () => {
    const { url } = await stage(voice.limit, good);
    const { bars, waits, told } = await pullFrom(provider, url);
    expect(waits).toEqual([7000]);
    expect(told).toEqual([expect.stringMatching(/^waiting 7 s: .* takes no more requests/)]);
    expect(bars.time.length).toBe(5);
  });

  it("gives up after the fifth time, and says that it is the limit", async () => {
    const { url, asked } = await stage(voice.limit);
    const error = await failure(pullFrom(provider, url));
    expect([error.code, error.exitCode, asked.length]).toEqual(["rate-limited", 31, 5]);
  });

  it("does not sit through an hour, but says how long it is", async () => {
    const { url, asked } = await stage({ ...voice.limit, headers: { "retry-after": "3600" } });
    const error = await failure(pullFrom(provider, url));
    expect(error.message).toContain("60 min");
    expect([error.exitCode, asked.length]).toEqual([31, 1]);
  });

  it("asks again where the server is busy, longer each time", async () => {
    const busy = { status: 503, body: "busy" };
    const { url } = await stage(busy, busy, busy, good);
    const { waits, bars } = await pullFrom(provider, url);
    // 1, 2 and 4 s, three quarters of each where the random number is a half.
    expect(waits).toEqual([750, 1500, 3000]);
    expect(bars.time.length).toBe(5);
  });

  it("asks again where the answer breaks off", async () => {
    const { url } = await stage((_request, response) => {
      response.writeHead(200, { "content-length": String(good.body.length) });
      response.write(good.body.slice(0, good.body.length >> 1));
      setTimeout(() => response.destroy(), 20);
    }, good);
    expect((await pullFrom(provider, url)).bars.time.length).toBe(5);
  });

  it("asks again where half of an answer says that it is whole", async () => {
    const { url } = await stage({ body: good.body.slice(0, good.body.length - 9) }, good);
    expect((await pullFrom(provider, url)).bars.time.length).toBe(5);
  });

  it("asks again where nothing comes, and says so in the end", async () => {
    const { url, asked } = await stage(() => {});
    const error = await failure(pullFrom(provider, url, {}, { idleMs: 40 }));
    expect([error.code, error.exitCode, asked.length]).toEqual(["provider-unavailable", 31, 5]);
    expect(error.message).toContain("nothing came");
  });

  it("says what it got in the place of prices", async () => {
    const { url } = await stage(HTML);
    const blocked = await failure(pullFrom(provider, url));
    expect([blocked.code, blocked.exitCode]).toEqual(["provider-blocks", 31]);
    const other = await stage({ body: '{"hello":"world"}' });
    const unexpected = await failure(pullFrom(provider, other.url));
    expect([unexpected.code, unexpected.exitCode]).toEqual(["unexpected-answer", 31]);
    expect(unexpected.message).toContain('{"hello":"world"}');
  });

  it("follows a server within itself, and to no other", async () => {
    const { url } = await stage({ status: 302, headers: { location: "/elsewhere?x=1" }, body: "" }, good);
    expect((await pullFrom(provider, url)).bars.time.length).toBe(5);
    const stranger = await stage(good);
    const door = await stage({ status: 302, headers: { location: `${stranger.url}/x` }, body: "" });
    const error = await failure(pullFrom(provider, door.url));
    expect([error.code, error.exitCode, stranger.asked.length]).toEqual(["provider-unavailable", 31, 0]);
    const round = await stage({ status: 302, headers: { location: "/again" }, body: "" });
    expect((await failure(pullFrom(provider, round.url))).message).toContain("circles");
  });

  it("refuses an answer without end", async () => {
    const { url } = await stage({ body: " ".repeat(300_000) });
    expect((await failure(pullFrom(provider, url))).message).toContain("larger than");
  });

  it("refuses a bar that cannot be, with its date", async () => {
    const [first, ...others] = DAYS;
    const { url } = await stage(voice.days([{ ...first!, prices: [37, 36, 38, 37, 1] }, ...others]));
    const error = await failure(pullFrom(provider, url));
    expect([error.code, error.exitCode, error.where.time]).toEqual(["high-below-low", 4, "2013-01-02"]);
    expect(error.help).toContain("--from 2013-03-08");
  });

  it("refuses one day that is told in two ways", async () => {
    const twice = { ...DAYS[1]!, prices: [1, 2, 1, 2, 3] as const };
    // Two rows of the newest day may be the last price under the time of its trade: here it is an older one.
    const { url } = await stage(voice.days([DAYS[0]!, twice, DAYS[1]!, ...DAYS.slice(2)]));
    expect((await failure(pullFrom(provider, url))).code).toBe("contradictory-bars");
  });

  it.skipIf(voice.wrongKey === null)("says that a key is wrong, and asks once", async () => {
    const { url, asked } = await stage(voice.wrongKey!);
    const error = await failure(pullFrom(provider, url));
    expect([error.code, error.exitCode, asked.length]).toEqual(["key-refused", 30, 1]);
  });

  it.each([200, 400, 401, 403, 404, 429, 500])(
    "shows no key in an error, whatever the server sends back (%i)",
    async (status) => {
      const { url, asked } = await stage((request, response) => {
        response.writeHead(status, { "retry-after": "999999" });
        response.end(`no: ${request.url} ${JSON.stringify(request.headers)}`);
      });
      const error = await failure(pullFrom(provider, url));
      const said = JSON.stringify([error.message, error.where, error.help, error.stack, String(error.cause)]);
      expect(said).not.toContain(SECRET);
      expect(said).not.toContain(encodeURIComponent(SECRET));
      const sent = JSON.stringify([asked[0]!.url.search, asked[0]!.headers]);
      const needsKey = provider.keys.length + (provider.optionalKeys ?? []).length > 0;
      expect(sent.includes(SECRET) || sent.includes(encodeURIComponent(SECRET))).toBe(needsKey);
      for (const key of provider.keys) expect(asked[0]!.url.href).not.toContain(key);
    },
  );

  it("asks for the symbol that was meant, whatever is in it", async () => {
    const { url, asked } = await stage(voice.empty ?? voice.unknown);
    await pullFrom(provider, url, { ...WANTED, symbol: "^A&B=C?D" }).catch(() => {});
    const { pathname, searchParams } = asked[0]!.url;
    const sent = decodeURIComponent(pathname) + (searchParams.get("s") ?? "") + (searchParams.get("symbol") ?? "");
    expect(sent.toUpperCase()).toContain("^A&B=C?D");
  });
});
