import { expect, it } from "vitest";
import { Pace } from "./pace.ts";

it("lets so many go at once, and the next when the first is long enough ago", () => {
  const pace = new Pace({ requests: 2, perMs: 1000 });
  expect([pace.next(0), pace.next(100), pace.next(200), pace.next(1000)]).toEqual([0, 0, 800, 100]);
});

it("never lets more than that go in any span", () => {
  const pace = new Pace({ requests: 3, perMs: 1000 });
  const sent: number[] = [];
  for (let now = 0, k = 0; k < 50; k++) {
    const wait = pace.next(now);
    now += wait;
    sent.push(now);
    now += (k * 37) % 400;
  }
  for (let k = 3; k < sent.length; k++) expect(sent[k]! - sent[k - 3]!).toBeGreaterThanOrEqual(1000);
});

it("rests where a provider says so", () => {
  const pace = new Pace({ requests: 10, perMs: 1000 });
  pace.pause(0, 5000);
  expect([pace.next(0), pace.next(6000)]).toEqual([5000, 0]);
});
