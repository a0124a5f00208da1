/**
 * Keeps signals back that can do nothing by themselves: to enter what is held, to leave what is not. They are placed only
 * where another signal of their bar comes, with which the venue judges them; else nothing of them is seen or marked.
 */
export class IdleSignals {
  #bar = -1;
  #isOpen = false;
  #kept: (() => void) | null = null;

  /** Takes a signal of `bar`: places it, or keeps it back while it is idle and alone. */
  take(bar: number, isIdle: boolean, place: () => void): void {
    if (bar !== this.#bar) this.reset(bar);
    if (isIdle && !this.#isOpen) {
      this.#kept ??= place;
      return;
    }
    this.#isOpen = true;
    this.#kept?.();
    this.#kept = null;
    place();
  }

  /** Forgets the signals of other bars, and of other runs. */
  reset(bar = -1): void {
    this.#bar = bar;
    this.#isOpen = false;
    this.#kept = null;
  }
}
