/** Keeps requests within what a provider allows: at most so many in any span of so many ms. */
export class Pace {
  readonly #limit: { readonly requests: number; readonly perMs: number };
  readonly #sent: number[] = [];
  #notBefore = 0;

  constructor(limit: { readonly requests: number; readonly perMs: number }) {
    this.#limit = limit;
  }

  /** How long to wait before the next request, in ms; it is counted as sent then. */
  next(now: number): number {
    const { requests, perMs } = this.#limit;
    const oldest = this.#sent.length < requests ? 0 : this.#sent[this.#sent.length - requests]! + perMs;
    const at = Math.max(now, oldest, this.#notBefore);
    this.#sent.push(at);
    if (this.#sent.length > requests) this.#sent.shift();
    return at - now;
  }

  /** Nothing is sent for a while: the provider's answer says so. */
  pause(now: number, ms: number): void {
    this.#notBefore = Math.max(this.#notBefore, now + ms);
  }
}
