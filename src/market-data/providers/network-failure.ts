/** Why no answer came, or not a whole one. The adapter of the network throws it; its words hold no address with secrets. */
export class NetworkFailure extends Error {
  readonly kind: "timeout" | "no-network" | "refused" | "cut-off" | "redirected" | "too-large" | "certificate";

  constructor(kind: NetworkFailure["kind"], words: string, cause?: unknown) {
    super(words, { cause });
    this.kind = kind;
  }

  /** Asking again may help. */
  get isPassing(): boolean {
    return this.kind === "timeout" || this.kind === "no-network" || this.kind === "refused" || this.kind === "cut-off";
  }
}
