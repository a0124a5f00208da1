export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly text: string;
}

export declare function checkHouse(root: string): {
  readonly files: number;
  readonly imports: number;
  readonly violations: readonly Violation[];
};
