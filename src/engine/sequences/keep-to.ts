import { ConfigError } from "#base/errors";
import type { Profile } from "../profile.ts";

/** The values that a sequence knows of some settings. */
export type Rules = { readonly [K in keyof Profile]?: readonly Profile[K][] };

/**
 * Throws ConfigError where a setting has a value that this sequence does not know: it would be ignored. `instead` is a
 * profile that knows it.
 */
export function keepTo(profile: Profile, rules: Rules, instead = "ivy"): void {
  for (const [key, known] of Object.entries(rules)) {
    const value = profile[key as keyof Profile];
    if ((known as readonly unknown[]).includes(value)) continue;
    const words = known.map((one) => (one === null ? "none" : String(one))).join(" or ");
    throw new ConfigError({
      code: "profile-setting",
      message: `The profile ${profile.name} cannot have ${key} ${value === null ? "none" : String(value)}: its engine has no such rule.`,
      where: { key: `fills.${key}`, received: String(value), expected: words },
      help: `Leave ${key} out, or set it over another profile, such as --profile ${instead}.`,
    });
  }
}
