import { expect, it } from "vitest";
import { PROFILES } from "#engine/profile";
import { CONVENTIONS } from "#metrics/compute";
import { CONVENTION_NAMES, PROFILE_NAMES } from "../src/cli/run-flags.ts";

it("the help and the completion name the profiles and conventions that there are", () => {
  expect(PROFILE_NAMES).toEqual(PROFILES.map(({ name }) => name));
  expect(CONVENTION_NAMES).toEqual([...CONVENTIONS]);
});
