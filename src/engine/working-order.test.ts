import { expect, test } from "vitest";
import { STOP, WorkingOrder } from "./working-order.ts";

test("an order that is used again is as a new one, but for who and where it is", () => {
  const order = new WorkingOrder();
  const { number, ordinal, asset, side } = order;
  for (const key of Object.keys(order)) {
    const field = order[key as keyof WorkingOrder];
    const other = typeof field === "number" ? 7 : typeof field === "boolean" ? !field : { traces: key };
    (order as unknown as Record<string, unknown>)[key] = other;
  }
  order.kind = STOP;
  order.renew();
  expect({ ...order, number, ordinal, asset, side }).toEqual({ ...new WorkingOrder() });
});
