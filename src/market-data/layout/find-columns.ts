import { nearest } from "#base/nearest";
import type { Reading, Role } from "../reading.ts";
import { plainName, ROLE_NAMES } from "./column-names.ts";
import { howToSay, layoutError } from "./layout-error.ts";
import { cellsOf, mayBeNumbers } from "./sample-cells.ts";
import type { TableHead } from "./table-head.ts";

/** Finds columns of a table by what they hold: as the person says, else by their names. */
export interface ColumnFinder {
  /** The one column of a role by the person's word or a strong name; -1: there is none. */
  strong(role: NamedRole): number;
  /** The same, where weak names count too. */
  any(role: NamedRole): number;
  /** Every column that may hold a role, in the order of the list of names. */
  all(role: NamedRole): readonly number[];
  /** The column that a person named for a role; -1: none. */
  said(role: Role): number;
}

export type NamedRole = Exclude<Role, "clock">;

/** Of two names for a bar's close nobody can tell which is meant; of other roles the strong name is. */
const DOUBTED: ReadonlySet<string> = new Set(["close"]);

/** The last trade: where a column says close, that is the close (exchanges of India, Euronext). */
const LAST: ReadonlySet<string> = new Set([
  "last",
  "last price",
  "ltp",
  "letzter",
  "dernier",
  "laatste",
  "último",
  "ultimo",
]);

/** Throws a DataError, on use, where two columns claim one role or the person names a column that is not there. */
export function columnFinder(head: TableHead, sample: readonly (readonly string[])[], reading: Reading): ColumnFinder {
  const names = head.names.map(plainName);
  const byName = new Map<string, number[]>();
  names.forEach((name, column) => {
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [column]);
    else others.push(column);
  });
  const columnsNamed = (list: readonly string[]) => list.flatMap((name) => byName.get(name) ?? []);
  const said = (role: Role): number => {
    const wanted = reading.columns?.[role];
    return wanted === undefined ? -1 : namedColumn(head, role, wanted);
  };
  const one = (role: NamedRole, withWeak: boolean): number => {
    const told = said(role);
    if (told !== -1) return told;
    const { strong, weak } = ROLE_NAMES[role];
    const sure = columnsNamed(strong);
    const maybe = withWeak ? columnsNamed(weak).filter((column) => mayBeNumbers(cellsOf(sample, column))) : [];
    if (role === "close" && sure.length === 1 && maybe.every((column) => LAST.has(names[column]!))) return sure[0]!;
    const found = sure.length === 0 || (withWeak && DOUBTED.has(role)) ? [...sure, ...maybe] : sure;
    if (found.length > 1) throw twoColumns(head, role, found);
    return found[0] ?? -1;
  };
  return {
    strong: (role) => one(role, false),
    any: (role) => one(role, true),
    all: (role) => {
      const told = said(role);
      return told !== -1 ? [told] : columnsNamed([...ROLE_NAMES[role].strong, ...ROLE_NAMES[role].weak]);
    },
    said,
  };
}

/** The column of a header, whatever its case, or of a number from 1. */
function namedColumn(head: TableHead, role: Role, wanted: string): number {
  const { names } = head;
  const exact = names.findIndex((name) => name.trim() === wanted);
  if (exact !== -1) return exact;
  const loose = names.findIndex((name) => name.trim().toLowerCase() === wanted.toLowerCase());
  if (loose !== -1) return loose;
  if (/^[1-9]\d*$/.test(wanted) && Number(wanted) <= names.length) return Number(wanted) - 1;
  const near = nearest(
    wanted,
    names.filter((name) => name !== ""),
  );
  throw layoutError(
    head,
    "no-such-column",
    `${head.file} has no column ${JSON.stringify(wanted)}, which columns.${role} names.`,
    near === null
      ? `Its columns are ${listed(names)}; or give the number of the column, from 1 to ${names.length}.`
      : `Did you mean ${JSON.stringify(near)}? ${howToSay(head.file, `columns.${role}`, near)}`,
  );
}

function twoColumns(head: TableHead, role: Role, found: readonly number[]): Error {
  const names = found.map((column) => head.names[column]!.trim());
  if (new Set(names).size < names.length) {
    return layoutError(head, "duplicate-column", `Two columns are named ${names[0]}.`, "Rename or remove one of them.");
  }
  const ways = names.map((name) => howToSay(head.file, `columns.${role}`, name));
  return layoutError(
    head,
    "ambiguous-columns",
    `${names.join(" and ")} both say that they are the ${role}.`,
    `Say which:\n${ways.join("\n")}`,
  );
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, 30).map((name) => (name === "" ? "(no name)" : name.trim()));
  return names.length > 30 ? `${some.join(", ")}, …` : some.join(", ");
}
