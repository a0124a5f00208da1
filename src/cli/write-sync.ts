import { writeSync } from "node:fs";

/**
 * Writes all of the text before it returns: nothing is lost when the process ends right after. A reader that has gone
 * (`ivy … | head`) is no error: the rest is dropped.
 *
 * @returns false where nobody reads any more
 */
export function writeAll(descriptor: number, text: string): boolean {
  const bytes = Buffer.from(text);
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === "EPIPE") return false;
      if (code !== "EAGAIN") throw error;
      // A pipe that does not block and whose reader is slow: wait without burning the processor.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return true;
}
