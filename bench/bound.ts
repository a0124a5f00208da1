import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Clock } from "./clock.ts";

export interface BoundRound {
  readonly ms: number;
  readonly figures: readonly number[];
}

/** A program that runs beside the bench, the C kernels or another row of it: one line asks for one round. */
export class Bound {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The C kernels; null without a C compiler. */
  static build(root: string, clock: Clock): Bound | null {
    const folder = join(root, "bench/.cache");
    mkdirSync(folder, { recursive: true });
    const program = join(folder, "bound");
    const flags = ["-O3", "-march=native", "-ffp-contract=off", "-fopenmp-simd"];
    try {
      execFileSync("cc", [...flags, "-o", program, join(root, "bench/c/bound.c"), "-lm"], { stdio: "pipe" });
    } catch {
      return null;
    }
    return new Bound(program, [clock]);
  }

  /** Row number `index` of the bench, in a process of its own. */
  static ofRow(index: number, clock: Clock): Bound {
    return new Bound(process.execPath, [process.argv[1]!, "--serve", String(index), "--clock", clock]);
  }

  async round(kernel: string): Promise<BoundRound> {
    this.#child.stdin.write(`${kernel}\n`);
    const { value } = await this.#answers.next();
    const { ns, figures } = JSON.parse(value as string) as { ns: number; figures: number[] };
    return { ms: ns / 1e6, figures };
  }

  close(): void {
    this.#child.stdin.end();
  }
}
