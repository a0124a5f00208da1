export interface FoundImport {
  /** Null where the path is computed. */
  readonly specifier: string | null;
  readonly kind: "value" | "type" | "lazy" | "require";
  readonly line: number;
}

export interface MaskedSource {
  readonly code: string;
  readonly strings: ReadonlyMap<number, string>;
}

export declare function maskSource(source: string): MaskedSource;
export declare function findImports(masked: MaskedSource): readonly FoundImport[];
