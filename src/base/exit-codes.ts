/** Exit codes of the `ivy` process. One table here, one in docs/exit-codes.md; a test holds them equal. */
export const EXIT_CODES = {
  done: { code: 0, meaning: "done" },
  gateFailed: {
    code: 1,
    meaning: "a gate that was asked for failed (--require, --baseline, --strict); the run completed first",
  },
  usage: { code: 2, meaning: "usage: unknown command, flag or value" },
  config: { code: 3, meaning: "config: the run file or a parameter is wrong" },
  data: { code: 4, meaning: "data: prices are missing, broken or too few" },
  strategy: { code: 5, meaning: "strategy: it does not compile, throws or returns nonsense" },
  riskRefused: { code: 10, meaning: "risk refused" },
  marketClosed: { code: 11, meaning: "market closed" },
  staleData: { code: 12, meaning: "stale data" },
  positionsDiffer: { code: 20, meaning: "positions differ" },
  orderStateUnknown: { code: 21, meaning: "order state unknown" },
  authentication: { code: 30, meaning: "authentication failed" },
  brokerUnavailable: { code: 31, meaning: "broker or provider of prices unavailable" },
  partlyDone: { code: 40, meaning: "partly done" },
  killSwitch: { code: 50, meaning: "kill switch" },
  internal: { code: 70, meaning: "a bug in ivy" },
  io: { code: 74, meaning: "reading or writing failed (disk full, no permission)" },
  locked: { code: 75, meaning: "locked by another process" },
  interrupted: { code: 130, meaning: "interrupted; what was complete is kept and said" },
} as const;

export type ExitName = keyof typeof EXIT_CODES;
