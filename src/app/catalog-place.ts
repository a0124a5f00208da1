import { ConfigError } from "#base/errors";

/** The folder of the person's catalog. Throws ConfigError where this machine names none. */
export async function catalogPlace(): Promise<string> {
  const { catalogFolder } = await import("#market-data/adapters/catalog-folder");
  const folder = catalogFolder(process.env);
  if (folder !== null) return folder;
  throw new ConfigError({
    code: "no-catalog-folder",
    message: "There is no home folder here, and so no place for a catalog.",
    where: { key: "IVY_CATALOG" },
    help: "Name a folder for it: export IVY_CATALOG=FOLDER",
  });
}
