import type { Profile } from "./profile.ts";
import type { SequenceMaker } from "./sequence.ts";
import { ById } from "./sequences/by-id.ts";
import { BySymbol } from "./sequences/by-symbol.ts";
import { ReducingFirst } from "./sequences/reducing-first.ts";

/** The rules by which a bar works its orders, by the name that a profile gives them. */
export const SEQUENCES: Readonly<Partial<Record<Profile["sequence"], SequenceMaker>>> = {
  reducingFirst: (book) => new ReducingFirst(book),
  byId: (book) => new ById(book),
  bySymbol: (book) => new BySymbol(book),
  contingentFirst: (book) => new ReducingFirst(book),
};
