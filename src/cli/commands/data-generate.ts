import { MODELS, SYNTHETIC_SETTINGS, type SyntheticSetting, type SyntheticSettingName } from "#app/generate-settings";
import { parseDateFlag } from "#config/parse-date";
import type { Command, Flags } from "../command.ts";
import { declareFlags, type Flag } from "../flag.ts";

const SETTINGS = Object.entries(SYNTHETIC_SETTINGS) as [SyntheticSettingName, SyntheticSetting][];

function flagOf({ flag, description, unlessGiven }: SyntheticSetting): Flag {
  return { flags: `${flag} <N>`, description, unlessGiven: unlessGiven.toLocaleString("en") };
}

const settingFlags = (model: string | null) =>
  SETTINGS.filter(([, { models }]) => (models?.[0] ?? null) === model).map(([, setting]) => flagOf(setting));

export const dataGenerate: Command = {
  about:
    "Makes series that no market made, the same bytes for the same line on every machine, and calls them synthetic wherever they appear. gbm: a geometric Brownian motion; jumps: with Merton's jumps; pair: two assets that are cointegrated; minutes: gbm in minutes, with more volume at the open and the close.",
  words: [{ name: "MODEL", description: MODELS.join(", "), required: true, completes: MODELS }],
  examples: [
    { line: "ivy data generate gbm --seed 7", says: "ten years of days, in data/SYN.csv" },
    {
      line: "ivy data generate pair --tickers AAA,BBB --half-life 10 --out synthetic",
      says: "two assets for a pairs strategy, in a folder of their own",
    },
    {
      line: "ivy data generate minutes --bars 7800 --from 2024-03-01 --out minutes.csv",
      says: "twenty sessions in New York",
    },
  ],
  readOn: ["docs/synthetic.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "What to make",
        flags: [
          { flags: "--tickers <A,B>", description: "names of the series", unlessGiven: "SYN, of a pair SYNY,SYNX" },
          { flags: "--seed <N>", description: "seed of the random numbers", unlessGiven: "1", example: "7" },
          { flags: "--bars <N>", description: "of each series", unlessGiven: "2,520 days, 3,900 shorter ones" },
          { flags: "--from <DATE>", description: "first day", unlessGiven: "2015-01-01", example: "2020-01-02" },
          { flags: "--calendar <NAME>", description: "whose sessions the bars have", unlessGiven: "NYSE" },
          { flags: "--timeframe <TF>", description: "length of a bar", unlessGiven: "1d, for minutes 1m" },
        ],
      },
      { heading: "How it moves", flags: settingFlags(null) },
      { heading: "Jumps", flags: settingFlags("jumps") },
      { heading: "A pair", flags: settingFlags("pair") },
      {
        heading: "What is written",
        flags: [
          {
            flags: "--out <PATH>",
            description: "a folder, or a file NAME.csv or NAME.parquet",
            unlessGiven: "data/, where runs look",
            completes: "folders",
          },
          { flags: "--form <FORM>", description: "csv or parquet", unlessGiven: "csv", completes: ["csv", "parquet"] },
          { flags: "--force", description: "replace synthetic files that are there already" },
        ],
      },
    ]),
  run: async (flags, terminal, [model]) => {
    const { generateData } = await import("#app/generate-data");
    const { progressFor } = await import("../progress.ts");
    const progress = progressFor(flags, terminal);
    const text = (name: string) => (typeof flags[name] === "string" ? flags[name] : null);
    const from = text("from");
    const generated = await generateData({
      model: model!,
      tickers: text("tickers"),
      seed: text("seed"),
      bars: text("bars"),
      from: from === null ? null : parseDateFlag("--from", from, "start"),
      calendar: text("calendar"),
      timeframe: text("timeframe"),
      settings: givenSettings(flags),
      form: text("form"),
      out: text("out"),
      force: flags.force === true,
      projectFolder: terminal.projectFolder,
      progress,
    }).finally(progress.end);
    if (flags.json === true) terminal.writeOut(`${JSON.stringify(generated)}\n`);
    else if (flags.quiet !== true) {
      const { generatedScreen } = await import("../screens/generated.ts");
      terminal.writeOut(generatedScreen(generated, terminal.width === 0 ? 80 : terminal.width));
    }
    return 0;
  },
};

/** The settings that were given, by the names of the table: --half-life comes as halfLife. */
function givenSettings(flags: Flags): Partial<Record<SyntheticSettingName, string>> {
  const given: Partial<Record<SyntheticSettingName, string>> = {};
  for (const [name, { flag }] of SETTINGS) {
    const value = flags[flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    if (typeof value === "string") given[name] = value;
  }
  return given;
}
