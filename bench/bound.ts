import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface BoundRound {
  readonly ms: number;
  readonly figures: readonly number[];
}

/** The C kernels as a program that runs beside the bench: one line asks for one round. Null without a C compiler. */
export class Bound {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(program: string) {
    this.#child = spawn(program, [], { stdio: "pipe" });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  static build(root: string): Bound | null {
    const folder = join(root, "bench/.cache");
    mkdirSync(folder, { recursive: true });
    const program = join(folder, "bound");
    const flags = ["-O3", "-march=native", "-ffp-contract=off", "-fopenmp-simd"];
    try {
      execFileSync("cc", [...flags, "-o", program, join(root, "bench/c/bound.c"), "-lm"], { stdio: "pipe" });
    } catch {
      return null;
    }
    return new Bound(program);
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
