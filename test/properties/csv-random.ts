import type { CsvDialect } from "#market-data/csv/dialect";
import type { RowPlan } from "#market-data/csv/parse-plan";
import { Xorshift32 } from "#math/random";
import type { TimeForm } from "#time/time-form";

/** A random price file, good or broken, and what its writer knows of it. */
export interface RandomCsv {
  readonly text: string;
  readonly dialect: CsvDialect;
  readonly plan: RowPlan;
  /** What each text of a time means, epoch ms; of a day and a time of day in two cells each part. */
  readonly times: ReadonlyMap<string, number>;
  readonly clocks: ReadonlyMap<string, number>;
  /** Line of each row that is not blank, from 1; up to the first broken quote. */
  readonly lines: readonly number[];
}

/** Draws from a seed; neighbouring seeds are mixed first, since they would start alike. */
export class Draws {
  readonly #random: Xorshift32;

  constructor(seed: number) {
    this.#random = new Xorshift32(Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995);
    for (let i = 0; i < 4; i++) this.#random.nextUint32();
  }

  below(n: number): number {
    return Math.floor(this.#random.uniform() * n);
  }

  chance(share: number): boolean {
    return this.#random.uniform() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  digits(length: number): string {
    return Array.from({ length }, () => String(this.below(10))).join("");
  }
}

const pad = (n: number, width = 2) => String(n).padStart(width, "0");
const MONTHS = ["Jan", "Feb", "March", "Apr.", "Mai", "juin", "Juli", "août", "Sept", "Okt", "nov", "Dezember"];

export function randomCsv(seed: number): RandomCsv {
  const draw = new Draws(seed);
  const dialect = randomDialect(draw);
  const plan = randomPlan(draw);
  const times = new Map<string, number>();
  const clocks = new Map<string, number>();
  const lineEnd = draw.pick(["\n", "\n", "\r\n", "\r", "mixed"]);
  const isBroken = draw.chance(0.4);
  const rows = draw.chance(0.05) ? 80 : draw.below(12);
  const lines: number[] = [];
  let text = "";
  let line = 1;
  const endLine = () => (lineEnd === "mixed" ? draw.pick(["\n", "\r\n"]) : lineEnd);
  for (let row = 0; row < rows; row++) {
    if (draw.chance(0.06)) {
      text += blankLine(draw, dialect) + endLine();
      line++;
    }
    const cells = Array.from({ length: plan.cells }, (_, cell) => cellText(draw, cell, plan, dialect, times, clocks));
    if (isBroken && draw.chance(0.2)) breakRow(draw, cells, plan, dialect);
    const written = cells.map((cell) => quotedOrNot(draw, cell, dialect));
    if (isBroken && dialect.quoted && draw.chance(0.08)) breakQuotes(draw, written);
    if (draw.chance(0.1)) written.push("");
    const content = written.join(dialect.delimiter);
    text += content + endLine();
    // A row that came to hold nothing is a blank line.
    if (written.some((cell) => !/^\s*("")?\s*$/.test(cell))) lines.push(line);
    line += 1 + (content.match(/\r\n|\r|\n/g)?.length ?? 0);
  }
  if (draw.chance(0.4)) text = text.replace(/(\r\n|\r|\n)$/, "");
  return { text, dialect, plan, times, clocks, lines };
}

function randomDialect(draw: Draws): CsvDialect {
  const delimiter = draw.pick([",", ",", ";", "\t", "|"] as const);
  const quoted = draw.chance(0.85);
  const decimal = delimiter === "," && !quoted ? "." : draw.pick([".", ".", ","] as const);
  const marks = (["", "", ",", ".", " ", "'"] as const).filter((mark) => mark !== decimal);
  const thousands = draw.pick(marks.filter((mark) => quoted || mark !== delimiter));
  return { delimiter, decimal, thousands, quoted, comments: draw.chance(0.2) };
}

const FORMS: readonly TimeForm[] = [
  { kind: "iso" },
  { kind: "iso" },
  { kind: "iso", zoneName: "US/Eastern" },
  { kind: "epoch", unit: "s" },
  { kind: "epoch", unit: "ms" },
  { kind: "epoch", unit: "ns" },
  { kind: "parts", order: "dmy" },
  { kind: "parts", order: "mdy" },
  { kind: "parts", order: "ymd" },
];

function randomPlan(draw: Draws): RowPlan {
  const cells = 2 + draw.below(7);
  const order = Array.from({ length: cells }, (_, cell) => cell).sort(() => draw.below(3) - 1);
  const form = draw.pick(FORMS);
  const first = order.pop()!;
  const time: RowPlan["time"] =
    form.kind !== "epoch" && order.length > 1 && draw.chance(0.2) ? [first, order.pop()!] : [first];
  const symbol = order.length > 1 && draw.chance(0.25) ? order.pop()! : -1;
  const values = order.filter((_, i) => i === 0 || draw.chance(0.8));
  const wanted = symbol !== -1 && draw.chance(0.6) ? ["KO", "ÖL"] : null;
  return { cells, time, timeForm: form, values, symbol, wanted, short: values.filter(() => draw.chance(0.1)) };
}

function cellText(
  draw: Draws,
  cell: number,
  plan: RowPlan,
  dialect: CsvDialect,
  times: Map<string, number>,
  clocks: Map<string, number>,
): string {
  if (cell === plan.time[0]) return timeText(draw, plan, times);
  if (cell === plan.time[1]) return clockText(draw, plan, clocks);
  if (cell === plan.symbol) return draw.pick(["KO", "KO", "PEP", "ÖL", "BRK-B", "A.B"]);
  if (plan.values.includes(cell)) return numberText(draw, dialect, plan.short!.includes(cell));
  return draw.pick(["", "text", "two words", "it's", "1,5", "a;b", 'say "so"', "two\nlines", "a\r\nb", "x|y", "é#"]);
}

function timeText(draw: Draws, { timeForm: form, time }: RowPlan, times: Map<string, number>): string {
  const date = new Date(Date.UTC(1970 + draw.below(90), draw.below(12), 1 + draw.below(28)));
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const note = (text: string, ms: number) => {
    times.set(text, ms);
    return text;
  };
  if (form.kind === "epoch") {
    const ms = date.getTime() + draw.below(86_400) * 1000;
    if (form.unit === "s" && draw.chance(0.2)) return note(`${ms / 1000}.25`, ms + 250);
    return note(
      form.unit === "s" ? String(ms / 1000) : `${ms}${form.unit === "ns" ? "123456" : ""}`.replace(/^0+(?=.)/, ""),
      ms,
    );
  }
  const isDayOnly = time.length === 2 || draw.chance(0.3);
  const [hour, minute, second] = isDayOnly ? [0, 0, 0] : [draw.below(24), draw.below(60), draw.below(60)];
  let clock = isDayOnly ? "" : `${draw.pick([" ", "T", "  "])}${pad(hour)}:${pad(minute)}:${pad(second)}`;
  let offset = 0;
  if (clock !== "" && form.zoneName === undefined && draw.chance(0.3)) {
    const zone = draw.pick(["Z", "+02:00", "-0530", " UTC"]);
    clock += zone;
    offset = zone === "+02:00" ? 120 : zone === "-0530" ? -330 : 0;
  }
  const ms = date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  const name = form.zoneName !== undefined && time.length === 1 ? ` ${form.zoneName}` : "";
  return note(dateText(draw, form, y, m, d) + clock + name, ms);
}

function dateText(draw: Draws, form: Exclude<TimeForm, { kind: "epoch" }>, y: number, m: number, d: number): string {
  if (form.kind === "iso")
    return draw.pick([`${y}-${pad(m)}-${pad(d)}`, `${y}${pad(m)}${pad(d)}`, `${y}/${pad(m)}/${pad(d)}`]);
  // Two digits stand for 1969 to 2068.
  const year = y < 2069 && draw.chance(0.3) && form.order !== "ymd" ? pad(y % 100) : String(y);
  const month = MONTHS[m - 1]!;
  const named = { dmy: `${d}-${month}-${year}`, mdy: `${month} ${d} ${year}`, ymd: `${y} ${month} ${pad(d)}` };
  if (draw.chance(0.2)) return named[form.order];
  const mark = draw.pick(["/", "-", "."]);
  const parts = { dmy: [pad(d), m, year], mdy: [m, d, year], ymd: [y, m, pad(d)] };
  return parts[form.order].join(mark);
}

function clockText(draw: Draws, { timeForm: form }: RowPlan, clocks: Map<string, number>): string {
  const [hour, minute] = [draw.below(24), draw.below(60)];
  const text = draw.pick([
    `${pad(hour)}:${pad(minute)}`,
    `${pad(hour)}${pad(minute)}00`,
    `${hour}:${pad(minute)}:00`,
    `${hour % 12 === 0 ? 12 : hour % 12}:${pad(minute)} ${hour < 12 ? "AM" : "pm"}`,
  ]);
  const named = form.kind !== "epoch" && form.zoneName !== undefined ? `${text} ${form.zoneName}` : text;
  clocks.set(named, (hour * 60 + minute) * 60_000);
  return named;
}

function numberText(draw: Draws, { decimal, thousands }: CsvDialect, isShort: boolean): string {
  if (draw.chance(0.08)) return draw.pick(["", "", "NaN", "null", "N/A", "na", "-", "None", "#N/A", "."]);
  const whole = draw.pick([draw.digits(1 + draw.below(6)), String(1 + draw.below(999)), draw.digits(draw.below(22))]);
  const places = draw.pick([0, 2, 4, draw.below(19)]);
  const grouped = thousands === "" || draw.chance(0.4) ? whole : whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  let text = grouped + (places === 0 ? "" : decimal + draw.digits(places));
  if (draw.chance(0.1)) text = draw.pick(["-", "+"]) + text;
  if (draw.chance(0.08))
    text += draw.pick(["e", "E"]) + draw.pick(["", "+", "-"]) + draw.pick(["0", "3", "17", "30", "320"]);
  else if (isShort && draw.chance(0.5)) text = draw.pick([`$${text}`, `${text}M`, `${text} €`, `$${text}k`]);
  return text;
}

/** Cells that no form reads, and rows that are too short or too long. */
function breakRow(draw: Draws, cells: string[], plan: RowPlan, { quoted }: CsvDialect): void {
  const bad = draw.below(6);
  if (bad === 0) cells.pop();
  else if (bad === 1) cells.push(draw.pick(["more", " 1", ""]));
  else if (bad === 2)
    cells[plan.time[0]] = draw.pick(["", "x", "2013-02-30", "31/31/2013", "1e99", "2013-01-02 25:00"]);
  else if (bad === 3 && plan.time[1] !== undefined) cells[plan.time[1]] = draw.pick(["", "24:00", "9", "12:60 PM"]);
  else if (bad === 4 && plan.symbol !== -1) cells[plan.symbol] = "";
  else {
    const words = ["abc", "1.2.3", "--1", "0x1", "Infinity", "1e", "1 2", "5%", "1,2,3", "12,34,567.0", "1.5x", "٣"];
    cells[draw.pick(plan.values)] = draw.pick(quoted ? words : words.filter((word) => !word.includes(",")));
  }
}

function quotedOrNot(draw: Draws, cell: string, { delimiter, quoted, comments }: CsvDialect): string {
  if (!quoted) {
    const plain = cell.replace(/["\r\n#]/g, "").replaceAll(delimiter, "");
    return draw.chance(0.05) ? `  ${plain} ` : plain;
  }
  const needsQuotes = /["\r\n]/.test(cell) || cell.includes(delimiter) || (comments && cell.includes("#"));
  if (!needsQuotes && draw.chance(0.8)) return draw.chance(0.05) ? ` ${cell}  ` : cell;
  return `${draw.chance(0.1) ? " " : ""}"${cell.replaceAll('"', '""')}"${draw.chance(0.1) ? " " : ""}`;
}

function breakQuotes(draw: Draws, written: string[]): void {
  const at = draw.below(written.length);
  written[at] = draw.pick(['"never closed', 'mid"dle', '"closed" early', 'a"', '"a""', '"a"b']);
}

function blankLine(draw: Draws, { delimiter, comments }: CsvDialect): string {
  return draw.pick(["", "", "   ", delimiter.repeat(3), ` ${delimiter} `, ...(comments ? ['# a, "comment'] : [])]);
}
