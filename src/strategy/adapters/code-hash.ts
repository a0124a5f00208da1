import { createHash } from "node:crypto";

/** SHA-256 of text or bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * What a bundle does, as a hash: without the comments that the bundler adds (file names, source maps), so that the same
 * strategy has the same hash in any folder and on any machine.
 */
export function codeHash(code: string): string {
  const bare = code
    .replace(/^\/\/# sourceMappingURL=.*$/gm, "")
    .replace(/^\/\/ \S+\.(?:ts|js|mts|mjs|json)$/gm, "")
    .trimEnd();
  return sha256(bare);
}
