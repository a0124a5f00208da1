// Writes the licences of the packages whose code is part of the build: they ask to go with every copy.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./bundle-settings.mjs";

/**
 * @param out the folder of the build
 * @param inputs the inputs of esbuild's metafile, by their path from the project
 */
export function writeNotices(out, inputs) {
  const folders = Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const notices = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
    return `${name} ${version}\n\n${licenceIn(join(ROOT, folder))}`;
  });
  writeFileSync(
    join(out, "NOTICES.txt"),
    `Code of these packages is part of the files beside this one.\n\n${notices.join("\n\n")}`,
  );
}

function licenceIn(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence to hand on`);
  return readFileSync(join(folder, file), "utf8").trim();
}
