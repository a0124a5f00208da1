/** White space, comments, and the brackets and semicolons that may stand before a statement. */
const BEFORE = /^(?:[\s(;]+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))/;

/** The word that a query begins with, in small letters; "" where it holds no statement. */
function firstWord(sql: string): string {
  let rest = sql;
  for (let before = BEFORE.exec(rest); before !== null; before = BEFORE.exec(rest)) rest = rest.slice(before[0].length);
  return (/^\S\w*/.exec(rest)?.[0] ?? "").toLowerCase();
}

/**
 * What a query is that is no question, in words; null where it is one, or where only DuckDB can say. Told before DuckDB
 * prepares it: to prepare EXPORT DATABASE makes a folder.
 */
export function notAsking(sql: string): string | null {
  const word = firstWord(sql);
  if (word === "") return "none";
  return OTHERS.has(word) ? "another statement" : null;
}

/** The statements of DuckDB that are no question. What is none of them is one, or a mistake, whose place DuckDB tells best. */
const OTHERS = new Set(
  (
    "alter analyze attach begin abort call checkpoint comment commit copy create deallocate delete detach drop end execute explain export " +
    "force import insert install load merge pragma prepare reindex reset rollback savepoint set start truncate update use vacuum"
  ).split(" "),
);
