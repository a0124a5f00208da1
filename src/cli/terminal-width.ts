/** Narrower is no terminal, wider is a mistake. */
const NARROWEST = 20;
const WIDEST = 1000;

/**
 * Columns to write for; 0 where the output is piped. `IVY_COLUMNS` asks for the screen of a terminal that wide wherever the
 * output goes (a file, a test); what is no whole number of columns is ignored. COLUMNS is not read: shells that export it
 * would change what a pipe receives.
 */
export function terminalWidth(outIsTerminal: boolean, columns: number | undefined, asked: string | undefined): number {
  const wanted = /^\d{2,4}$/.test(asked ?? "") ? Number(asked) : 0;
  if (wanted >= NARROWEST && wanted <= WIDEST) return wanted;
  return outIsTerminal ? columns || 80 : 0;
}
