import type { IvyError } from "#base/errors";
import type { ErrorDocument } from "./error.ts";

/** The document of an error; without the schema's validator, so that failing costs nothing to load. */
export function errorDocument(error: IvyError): ErrorDocument {
  return {
    schema: "ivy.error/1",
    code: error.code,
    message: error.message,
    where: { ...error.where },
    help: error.help,
  };
}
