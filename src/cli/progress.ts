import type { Progress, Work } from "#base/progress";
import type { Flags } from "./command.ts";
import { cellsOf, shortened } from "./screens/cells.ts";
import type { Terminal } from "./terminal.ts";

/** Work that is done sooner shows nothing. */
const PATIENCE_MS = 500;
const REDRAW_MS = 100;
const BAR = 30;
const FEWEST_BAR = 8;

const NO_PROGRESS: Progress = { step: () => {}, end: () => {} };

export interface ProgressPlace {
  readonly write: (text: string) => void;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Columns of the terminal. */
  readonly width: number;
}

/** The progress of a command: a line on stderr where stdout and stderr are terminals, and nobody asked for silence. */
export function progressFor(flags: Flags, terminal: Terminal): Progress {
  const isWanted = terminal.outIsTerminal && terminal.errorIsTerminal && flags.json !== true && flags.quiet !== true;
  if (!isWanted) return NO_PROGRESS;
  // Bound now: while a strategy runs, the clock is out of reach for everybody who looks it up then.
  const now = performance.now.bind(performance);
  return progressLine({ write: terminal.writeError, now, width: terminal.width });
}

/** One line that is drawn over itself, at most ten times a second, and taken away at the end. */
export function progressLine({ write, now, width }: ProgressPlace): Progress {
  const started = new Map<string, { readonly at: number; readonly done: number; last: number }>();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    step: (work, done, total) => {
      const time = now();
      const start = started.get(work.label);
      // Done less than before: the same work begins anew.
      if (start === undefined || done < start.last) {
        started.set(work.label, { at: time, done, last: done });
        return;
      }
      start.last = done;
      // A last line that stood at 84 % while results are written would be untrue.
      const isDue = time - drawnAt >= REDRAW_MS || (isDrawn && done >= total);
      if (time - start.at < PATIENCE_MS || !isDue || done === start.done) return;
      const perMs = (done - start.done) / (time - start.at);
      write(`\r${progressText(work, done, total, perMs, width - 1)}\u001b[K`);
      drawnAt = time;
      isDrawn = true;
    },
    end: () => {
      if (isDrawn) write("\r\u001b[K");
      isDrawn = false;
      started.clear();
    },
  };
}

/** What is done, how fast, a bar, the share and the time left, in at most `width` cells: the least needed goes first. */
export function progressText(
  { label, parts }: Work,
  done: number,
  total: number,
  perMs: number,
  width: number,
): string {
  const count = (value: number) => value.toLocaleString("en-US");
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const head = `${label}   ${count(done)} of ${count(total)} ${parts}`;
  const tail = `${percent}   ${done >= total ? "finishing" : `${timeText((total - done) / perMs)} left`}`;
  const rate = `   ${rateText(perMs, parts)}`;
  for (const middle of [rate, ""]) {
    const room = Math.min(BAR, width - cellsOf(head + middle + tail) - 6);
    if (room >= FEWEST_BAR) return `${head}${middle}   ${bar(share, room)}   ${tail}`;
  }
  const plain = `${head}   ${tail}`;
  return cellsOf(plain) <= width ? plain : shortened(`${label}   ${tail}`, width);
}

function bar(share: number, cells: number): string {
  const halves = Math.floor(share * cells * 2);
  return ("━".repeat(halves >> 1) + (halves % 2 === 1 ? "╸" : "")).padEnd(cells);
}

function rateText(perMs: number, parts: string): string {
  const perSecond = perMs * 1000;
  if (perSecond >= 10) return `${Math.round(perSecond).toLocaleString("en-US")} ${parts}/s`;
  if (perSecond >= 1) return `${perSecond.toFixed(1)} ${parts}/s`;
  return `${(perSecond * 60).toFixed(1)} ${parts}/min`;
}

function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
