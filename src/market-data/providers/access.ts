import { AuthenticationError, ConfigError } from "#base/errors";
import type { Provider, ProviderAccess } from "../provider.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The address and the keys of a provider, from the environment. Throws AuthenticationError where a key is missing or
 * cannot be one, ConfigError for an address that cannot be or that would carry keys in the open. No error shows a value.
 */
export function accessTo(provider: Provider, environment: Environment): ProviderAccess {
  const keys = new Map<string, string>();
  for (const name of [...provider.keys, ...(provider.optionalKeys ?? [])]) {
    const key = environment[name]?.trim() ?? "";
    if (key === "") continue;
    // An HTTP header can hold nothing else; its own error would show the key.
    if (!/^[\x21-\x7e]+$/.test(key)) throw badKey(provider, name);
    keys.set(name, key);
  }
  const missing = provider.keys.filter((name) => !keys.has(name));
  if (missing.length > 0) throw missingKeys(provider, missing);
  return { base: baseOf(provider, environment, keys.size > 0), keys };
}

function baseOf({ baseUrl, urlVariable }: Provider, environment: Environment, hasKeys: boolean): string {
  const given = environment[urlVariable]?.trim() ?? "";
  if (given === "") return baseUrl;
  const url = URL.canParse(given) ? new URL(given) : null;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (url === null || !isWeb || url.username !== "" || url.password !== "" || url.search !== "") {
    throw new ConfigError({
      code: "bad-provider-url",
      message: `${urlVariable} is not the address of a web server.`,
      where: { key: urlVariable, expected: "https://HOST, without a name, a password or a query" },
      help: `Give it an address such as ${baseUrl}, or unset it.`,
    });
  }
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (hasKeys && url.protocol === "http:" && !isHere) {
    throw new ConfigError({
      code: "keys-in-the-open",
      message: `${urlVariable} would send keys to ${url.host} unencrypted.`,
      where: { key: urlVariable, expected: "https" },
      help: "Write https:// in the place of http://.",
    });
  }
  return given.replace(/\/+$/, "");
}

function missingKeys(provider: Provider, missing: readonly string[]): AuthenticationError {
  const set = missing.map((name) => `export ${name}=…`).join("\n");
  return new AuthenticationError({
    code: "missing-key",
    message: `${provider.title} needs a key, and ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set.`,
    where: { key: missing.join(", ") },
    help: `Set it in the environment, never on the command line:\n${set}`,
  });
}

function badKey(provider: Provider, name: string): AuthenticationError {
  return new AuthenticationError({
    code: "bad-key",
    message: `${name} holds a character that no key of ${provider.title} has: a blank, a line break or the like.`,
    where: { key: name },
    help: "Copy the key again, without quotes and blanks.",
  });
}

/** A text without the keys: a server may send back what it was sent. */
export function withoutKeys(text: string, { keys }: ProviderAccess): string {
  let clean = text;
  for (const key of keys.values()) {
    for (const form of [key, encodeURIComponent(key)]) clean = clean.replaceAll(form, "***");
  }
  return clean;
}
