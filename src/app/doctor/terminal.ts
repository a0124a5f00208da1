import type { Check } from "./check.ts";

export interface TerminalFacts {
  readonly isTerminal: boolean;
  /** Columns; 0 where the output is no terminal. */
  readonly width: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Columns that every screen fits in. */
const SCREEN_WIDTH = 80;

export function checkLocale({ LC_ALL, LC_CTYPE, LANG }: Environment, platform: NodeJS.Platform): Check {
  const title = "Characters";
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== "") ?? "";
  if (platform === "win32" || /utf-?8/i.test(locale)) {
    return { id: "characters", status: "ok", title, says: locale === "" ? "UTF-8" : `UTF-8 (${locale})` };
  }
  return {
    id: "characters",
    status: "note",
    title,
    says: locale === "" ? "no locale is set" : `the locale ${locale} is not UTF-8`,
    help: "Charts and dashes may look broken; for example: export LANG=C.UTF-8",
  };
}

export function checkColor({ NO_COLOR }: Environment, { isTerminal, width }: TerminalFacts): Check {
  const title = "Terminal";
  const color = (NO_COLOR ?? "") === "" ? "colour" : "no colour (NO_COLOR)";
  if (!isTerminal) return { id: "terminal", status: "ok", title, says: "the output is no terminal: no colour" };
  const says = `${width} columns, ${color}`;
  if (width >= SCREEN_WIDTH) return { id: "terminal", status: "ok", title, says };
  return { id: "terminal", status: "note", title, says, help: `Tables need ${SCREEN_WIDTH} columns.` };
}
