/** What the command line knows about the place it runs in. Handed in, so that tests need no process. */
export interface Terminal {
  /** False: nobody reads any more, so that a long output may end. */
  readonly writeOut: (text: string) => unknown;
  readonly writeError: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errorIsTerminal: boolean;
  /** Columns to write for; 0 where the output is piped. */
  readonly width: number;
  /** NO_COLOR is set, whatever its value but empty. */
  readonly colorRefused: boolean;
  /** The person's folder. */
  readonly projectFolder: string;
  /** The folder of the installed package. */
  readonly packageFolder: string;
}
