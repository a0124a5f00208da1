import type { Profile } from "../profile.ts";
import { ivy } from "./ivy.ts";

/** What a bar leaves open goes against the strategy, and trading costs twice as much. */
export const pessimistic: Profile = {
  ...ivy,
  name: "pessimistic",
  uncertainStop: "taken",
  stopFill: "worseOfLevelAndClose",
  slippage: "10bps",
};
