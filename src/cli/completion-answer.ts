export async function completionAnswer(_a: readonly string[], _t: unknown, _c: unknown): Promise<string> {
  return "";
}
