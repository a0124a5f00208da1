// Makes data/sample from the two projects' files it comes from: node tools/make-sample.mjs FOLDER
// FOLDER holds skfolio/sp500_dataset.csv, skfolio/sp500_index.csv, arch/sp500.csv and arch/nasdaq.csv.
// The same files give the same rows; SOURCES.md is written by hand and says where they are from.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const from = process.argv[2];
if (from === undefined) {
  console.error("usage: node tools/make-sample.mjs FOLDER");
  process.exit(2);
}
const to = fileURLToPath(new URL("../data/sample", import.meta.url));
mkdirSync(to, { recursive: true });

const files = [
  { file: "us-stocks.csv.gz", adjusted: true, lines: linesOf("skfolio/sp500_dataset.csv") },
  { file: "SP500.csv.gz", adjusted: false, lines: linesOf("skfolio/sp500_index.csv") },
  { file: "SPX.csv.gz", adjusted: false, lines: indexBars("arch/sp500.csv") },
  { file: "IXIC.csv.gz", adjusted: false, lines: indexBars("arch/nasdaq.csv") },
];

const index = files.map(({ file, adjusted, lines }) => {
  writeFileSync(join(to, file), gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
  const isBars = lines[0].includes("Open");
  const symbols = isBars ? [file.slice(0, file.indexOf("."))] : lines[0].split(",").slice(1);
  const dateOf = (line) => line.slice(0, line.indexOf(","));
  return { file, adjusted, symbols, from: dateOf(lines[1]), to: dateOf(lines.at(-1)), rows: lines.length - 1 };
});
writeFileSync(join(to, "index.json"), `${JSON.stringify({ files: index }, null, 2)}\n`);
for (const { file, rows, from: first, to: last } of index) console.log(`${file}: ${rows} rows, ${first} to ${last}`);

function linesOf(name) {
  return readFileSync(join(from, name), "utf8").trimEnd().split(/\r?\n/);
}

/** Month-first dates become ISO dates; the adjusted close goes, once it is seen to equal the close in every row. */
function indexBars(name) {
  const [header, ...rows] = linesOf(name);
  if (header !== "Date,Open,High,Low,Close,Adj Close,Volume") throw new Error(`${name}: unexpected header ${header}`);
  const bars = rows.map((row) => {
    const [date, open, high, low, close, adjusted, volume] = row.split(",");
    if (close !== adjusted) throw new Error(`${name}: ${date} is adjusted`);
    const [month, day, year] = date.split("/");
    return [`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, open, high, low, close, volume].join(",");
  });
  return ["Date,Open,High,Low,Close,Volume", ...bars];
}
