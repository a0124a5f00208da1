import { ConfigError } from "#base/errors";

const UNITS: Readonly<Record<string, number>> = { "": 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Bytes of `500MB`, `2 GB`, `1000000`. Throws a ConfigError that names the variable of the environment. */
export function parseSize(variable: string, text: string): number {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([KMGT]?B?)\s*$/i.exec(text);
  const unit = found === null ? "" : found[2]!.toUpperCase().replace(/^([KMGT])$/, "$1B");
  const bytes = found === null ? Number.NaN : Math.floor(Number(found[1]) * UNITS[unit]!);
  if (bytes > 0) return bytes;
  throw new ConfigError({
    code: "bad-size",
    message: `${variable} is not an amount of bytes.`,
    where: { key: variable, expected: "500MB, 2GB", received: text },
    help: `For example: ${variable}=2GB`,
  });
}
