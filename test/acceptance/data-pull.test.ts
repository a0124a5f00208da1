import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { IVY, ROOT } from "./ivy-process.ts";
import { providerServer } from "./provider-process.ts";

let servers: Awaited<ReturnType<typeof providerServer>>;
beforeAll(async () => {
  servers = await providerServer(ROOT);
});
afterAll(() => servers.stop());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-pull-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program with the addresses of the servers here; without blocking this process, which may serve it. */
function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const place = {
    ...process.env,
    ...servers.env,
    HOME: folder,
    XDG_DATA_HOME: "",
    IVY_CATALOG: join(folder, "catalog"),
  };
  const child = spawn(process.execPath, [IVY, ...args], { cwd: folder, env: { ...place, NO_COLOR: "1", ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  return { child, ended: new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr }))) };
}
const ivy = (...args: string[]) => start(args).ended;

interface PulledDocument {
  readonly schema: string;
  readonly pulled: readonly {
    symbol: string;
    state: string;
    bars: number;
    added: number;
    notes: readonly string[];
    error: { code: string } | null;
  }[];
}
const pulledOf = ({ stdout }: Ended) => (JSON.parse(stdout) as PulledDocument).pulled;

describe("ivy data pull", () => {
  it.each(["yahoo", "stooq", "alpaca", "tiingo"])(
    "brings days of %s to a run, and what has come since",
    async (source) => {
      const env = { APCA_API_KEY_ID: "me", APCA_API_SECRET_KEY: "test-key", TIINGO_API_KEY: "test-key" };
      const pull = (...args: string[]) =>
        start(["data", "pull", "ZZZ", "--source", source, "--json", ...args], env).ended;
      const first = await pull("--from", "2013", "--to", "2018");
      expect(first, first.stderr).toMatchObject({ status: 0, stderr: "" });
      // Weekdays from 2013-01-02 to 2018-12-31.
      expect(pulledOf(first)).toMatchObject([{ symbol: "ZZZ", state: "new", bars: 1564, added: 1564 }]);
      // And the 261 of 2019.
      expect(pulledOf(await pull("--update"))).toMatchObject([{ state: "updated", bars: 1825, added: 261 }]);
      expect(pulledOf(await pull("--update"))).toMatchObject([{ state: "unchanged", bars: 1825, added: 0 }]);
      // Fewer bars than are known lose none.
      expect(pulledOf(await pull("--from", "2015", "--to", "2016"))).toMatchObject([
        { state: "unchanged", bars: 1825 },
      ]);
      const run = await ivy("backtest", "--strategy", "buy-and-hold", "--tickers", "zzz", "--json");
      expect(run.status, run.stderr).toBe(0);
      expect(JSON.parse(run.stdout).data).toMatchObject([
        { symbol: "ZZZ", source, from: "2013-01-02", to: "2019-12-31" },
      ]);
      expect(run.stdout).not.toContain(folder);
    },
  );

  it("loses none of several where one fails, and says which", async () => {
    const { status, stdout } = await ivy("data", "pull", "KO", "BADX", "PEP", "--source", "stooq");
    expect(status).toBe(40);
    expect(stdout).toMatch(/^KO +new /m);
    expect(stdout).toMatch(/^BADX +failed/m);
    expect(stdout).toMatch(/^PEP +new /m);
    expect(stdout).toContain("Stooq has no prices of BADX");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("ends with what went wrong, for scripts", async () => {
    const failed = async (...args: string[]) => {
      const { status, stdout } = await ivy("data", "pull", ...args, "--json");
      return [status, (JSON.parse(stdout) as { code: string }).code];
    };
    expect(await failed("BADX", "--source", "yahoo")).toEqual([4, "unknown-symbol"]);
    expect(await failed("BUSY", "--source", "binance")).toEqual([31, "rate-limited"]);
    expect(await failed("KO", "--source", "tiingo")).toEqual([30, "missing-key"]);
    expect(await failed("KO", "--source", "yahu")).toEqual([2, "unknown-provider"]);
    expect(await failed("KO")).toEqual([2, "missing-flag"]);
    expect(await failed("KO", "--source", "stooq", "--timeframe", "1m")).toEqual([2, "unknown-timeframe"]);
    expect(await failed("KO", "--source", "stooq", "--raw")).toEqual([2, "no-raw-prices"]);
    expect(await failed("--update", "--source", "yahoo")).toEqual([2, "missing-tickers"]);
    expect(await failed("KO", "--source", "yahoo", "--from", "2030")).toEqual([4, "no-bars-in-range"]);
  });

  it("leaves files that read as any others do", async () => {
    await start(["data", "pull", "KO", "--source", "tiingo"], { TIINGO_API_KEY: "test-key" }).ended;
    const run = async (...args: string[]) => {
      const { stdout } = await ivy("backtest", "--strategy", "buy-and-hold", "--tickers", "KO", "--json", ...args);
      const [{ fingerprint, from, to, adjusted }] = JSON.parse(stdout).data;
      return { fingerprint, from, to, adjusted };
    };
    const kept = await run();
    expect(kept).toMatchObject({ from: "2013-01-02", to: "2019-12-31", adjusted: true });
    expect(await run("--data", join(folder, "catalog/tiingo/1d"))).toEqual(kept);
    const apart = await run("--read", "adjust=apart");
    expect(apart.adjusted).toBe(false);
    expect(await run("--read", "adjust=apart", "--data", join(folder, "catalog/tiingo/1d/KO.parquet"))).toEqual(apart);
  });

  it("tells a history that was adjusted since, and pulls it anew", async () => {
    const pull = (...args: string[]) => ivy("data", "pull", "KO", "--source", "yahoo", "--json", ...args);
    await pull("--to", "2018");
    const [anew] = pulledOf(await pull("--raw"));
    expect(anew).toMatchObject({ state: "updated", bars: 1825, added: 261 });
    expect(anew!.notes.join()).toContain("the whole history was pulled anew");
  });
});

describe("a pull that stops", () => {
  let slow: Server;
  let asked: string[];
  /** Set, a page after which the server goes silent, or hangs up. */
  let after = { pages: 2, ends: "silence" as "silence" | "hang up" };
  beforeEach(async () => {
    asked = [];
    slow = createServer((request, response) => {
      const start = Number(new URL(request.url!, "http://x").searchParams.get("startTime"));
      asked.push(new Date(start).toISOString());
      if (asked.length > after.pages) {
        if (after.ends === "hang up") response.destroy();
        return;
      }
      const first = Math.ceil(start / 60_000) * 60_000;
      const rows = Array.from({ length: 1000 }, (_, i) => first + i * 60_000)
        .filter((time) => time < Date.UTC(2024, 0, 3, 12))
        .map((time) => [time, "1", "2", "0.5", "1.5", "10", time + 59_999, "0", 1, "0", "0", "0"]);
      response.end(JSON.stringify(rows));
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    slow.closeAllConnections();
    slow.close();
  });

  const pull = () => {
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const args = [
      "data",
      "pull",
      "BTCUSDT",
      "--source",
      "binance",
      "--timeframe",
      "1m",
      "--from",
      "2024-01-01",
      "--json",
    ];
    return start(args, { IVY_BINANCE_URL: url });
  };
  const goesOn = async () => {
    after = { pages: 99, ends: "silence" };
    asked = [];
    const { status, stdout } = await pull().ended;
    expect(status, stdout).toBe(0);
    // The 3,000th minute of the year begins at 1:59 of its third day; 3,600 are over by noon.
    expect(asked).toEqual(["2024-01-03T01:59:00.001Z"]);
    expect(pulledOf({ status, stdout, stderr: "" })).toMatchObject([{ bars: 3600, state: "new" }]);
    expect(pulledOf({ status, stdout, stderr: "" })[0]!.notes).toContain("3 pages were kept from the last attempt");
    expect(readdirSync(join(folder, "catalog/.pulling"))).toEqual([]);
  };

  it("by Ctrl-C says what is kept, and goes on from there", async () => {
    after = { pages: 3, ends: "silence" };
    const { child, ended } = pull();
    while (asked.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { status, stdout } = await ended;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({
      code: "interrupted",
      message: "Stopped: 3 pages (3,000 bars) of BTCUSDT kept.",
    });
    await goesOn();
  });

  it("by kill -9 goes on from there", async () => {
    after = { pages: 3, ends: "silence" };
    const { child, ended } = pull();
    while (asked.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGKILL");
    await ended;
    await goesOn();
  });

  it("by the network is partly done, and goes on from there", async () => {
    after = { pages: 3, ends: "hang up" };
    const { status, stdout } = await pull().ended;
    expect(status).toBe(40);
    expect(JSON.parse(stdout)).toMatchObject({
      code: "provider-unavailable",
      message: expect.stringContaining("3 pages of BTCUSDT are kept"),
    });
    await goesOn();
  });
});

describe("ivy data import and list", () => {
  it("keep a file's prices for the runs of every folder", async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10)},${10 + i}`,
    );
    writeFileSync(join(folder, "mine.csv"), `date,close\n${rows.join("\n")}\n`);
    const imported = await ivy("data", "import", "mine.csv", "--as", "BRK/B", "--source", "my-broker", "--json");
    expect(imported.status, imported.stderr).toBe(0);
    expect(JSON.parse(imported.stdout).imported).toMatchObject([{ symbol: "BRK/B", bars: 60, replaced: false }]);
    const listed = JSON.parse((await ivy("data", "list", "brk/b", "--json")).stdout);
    expect(listed.prices).toMatchObject([{ symbol: "BRK/B", place: "catalog", source: "my-broker", bars: 60 }]);
    const run = JSON.parse(
      (await ivy("backtest", "--strategy", "buy-and-hold", "--tickers", "BRK/B", "--json")).stdout,
    );
    expect(run.data[0]).toMatchObject({ fingerprint: listed.prices[0].fingerprint, from: "2020-01-01", bars: 60 });
    const again = await ivy("data", "import", "mine.csv", "--as", "BRK/B", "--source", "my-broker", "--json");
    expect(JSON.parse(again.stdout).imported[0].replaced).toBe(true);
  });

  it("keep one whole file of one symbol, whoever else writes it at once", async () => {
    const rows = (count: number) =>
      Array.from(
        { length: count },
        (_, i) => `${new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10)},${10 + (i % 7)}`,
      );
    const counts = [4000, 4500, 5000, 5500];
    for (const count of counts) {
      mkdirSync(join(folder, `${count}`));
      writeFileSync(join(folder, `${count}/SAME.csv`), `date,close\n${rows(count).join("\n")}\n`);
    }
    const ended = await Promise.all(counts.map((count) => ivy("data", "import", `${count}/SAME.csv`)));
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    expect(readdirSync(join(folder, "catalog/import/1d"))).toEqual(["SAME.about.json", "SAME.parquet"]);
    const run = await ivy("backtest", "--strategy", "buy-and-hold", "--tickers", "SAME", "--json");
    expect(run.status, run.stderr).toBe(0);
  });

  it("name what is broken beside what is not", async () => {
    writeFileSync(join(folder, "GOOD.csv"), "date,close\n2020-01-01,1\n2020-01-02,2\n2020-01-03,2\n");
    writeFileSync(join(folder, "BAD.csv"), "date,close\n2020-01-01,1\n2020-01-02,x\n");
    const { status, stdout } = await ivy("data", "import", "GOOD.csv", "BAD.csv");
    expect(status).toBe(40);
    expect(stdout).toMatch(/^GOOD +1d +2020-01-01 +2020-01-03 +3 /m);
    expect(stdout).toContain("BAD.csv:3");
    writeFileSync(
      join(folder, "catalog/import/1d/HALF.parquet"),
      readFileSync(join(folder, "catalog/import/1d/GOOD.parquet")).subarray(0, 300),
    );
    const listed = await ivy("data", "list");
    expect(listed.status).toBe(0);
    expect(listed.stdout).toContain("Broken: 1\n  HALF of import (1d) is broken in the catalog");
    expect(listed.stdout).toMatch(/^GOOD +import/m);
    for (const line of listed.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect((await ivy("data", "import", "BAD.csv")).status).toBe(4);
    expect((await ivy("data", "import", "none.csv")).status).toBe(4);
    expect((await ivy("data", "import", "GOOD.csv", "--source", "../up")).status).toBe(2);
    expect((await ivy("data", "import", "GOOD.csv", "BAD.csv", "--as", "X")).status).not.toBe(0);
  });
});

describe("ivy backtest --lock", () => {
  const run = (...args: string[]) =>
    ivy("backtest", "--strategy", "buy-and-hold", "--tickers", "KO", "--from", "2013", "--json", ...args);

  it("is written, held, and broken by other prices, symbol by symbol", async () => {
    const before = await run("--lock", "data.lock.json");
    expect(before.status, before.stderr).toBe(0);
    const lock = readFileSync(join(folder, "data.lock.json"), "utf8");
    expect(JSON.parse(lock)).toMatchObject({ schema: "ivy.lock/1", prices: [{ symbol: "KO", source: "sample" }] });
    expect(lock).not.toContain(folder);
    const same = await run("--lock", "data.lock.json");
    // A lock asks a question; it does not make another run.
    expect(same.stdout).toBe((await run()).stdout);
    const moved = await run("--lock", "data.lock.json", "--to", "2018");
    expect(moved.status).toBe(4);
    const { code, message } = JSON.parse(moved.stdout);
    expect(code).toBe("data-changed");
    expect(message).toMatch(/\nKO: .*bars, not .*; last 2018-12-31, not 2022-12-28/);
    expect(readFileSync(join(folder, "data.lock.json"), "utf8")).toBe(lock);
    expect((await run("--lock", "data.lock.json", "--to", "2018", "--update-lock")).status).toBe(0);
    expect((await run("--lock", "data.lock.json", "--to", "2018")).status).toBe(0);
  });

  it("stands in a run file, from whose folder its path starts", async () => {
    writeFileSync(
      join(folder, "run.yaml"),
      "strategy: buy-and-hold\ntickers: [KO]\nfrom: 2013\nlock: data.lock.json\n",
    );
    expect((await ivy("backtest", "--config", "run.yaml", "--quiet")).status).toBe(0);
    writeFileSync(join(folder, "data.lock.json"), "{");
    const { status, stderr } = await ivy("backtest", "--config", "run.yaml");
    expect([status, stderr]).toEqual([4, expect.stringContaining("data.lock.json is no lock file")]);
  });
});
