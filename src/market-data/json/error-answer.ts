import { DataError } from "#base/errors";
import { isObject, type JsonContext, type JsonObject } from "./json-rows.ts";

/** Where services write what went wrong, when they answer without prices. */
const ERROR_KEYS = [
  "error",
  "errors",
  "Error Message",
  "errmsg",
  "msg",
  "message",
  "detail",
  "description",
  "Note",
  "Information",
  "retMsg",
  "s",
];

/** The error for a JSON file in which no rows of prices were found. */
export function noRows(value: unknown, { file }: JsonContext): DataError {
  const said = isObject(value) ? answerOf(value) : null;
  if (said !== null) {
    return new DataError({
      code: "error-answer",
      message: `${file} holds no prices, but what the service answered in their place: ${said}`,
      where: { file, received: said },
      help: "Get the prices again: this is what was saved in their place.",
    });
  }
  const keys = isObject(value) ? Object.keys(value).slice(0, 12).join(", ") : "";
  return new DataError({
    code: "no-rows",
    message: `No rows of prices were found in ${file}.`,
    where: {
      file,
      expected: "an array of candles, an array of objects, or one array per column",
      received: keys === "" ? JSON.stringify(value).slice(0, 60) : `an object of ${keys}`,
    },
    help: 'Write it as [{"date": "2013-01-02", "open": 1, "high": 2, "low": 1, "close": 2, "volume": 100}, …].',
  });
}

/** What a service says in place of prices: a text, or the texts of an array or object. */
function answerOf(answer: JsonObject): string | null {
  for (const key of ERROR_KEYS) {
    const said = textOf(answer[key]);
    if (said !== null) return said.slice(0, 200);
  }
  for (const inner of Object.values(answer)) {
    const said = isObject(inner) ? answerOf(inner) : null;
    if (said !== null) return said;
  }
  return null;
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" || /^(ok|success)$/i.test(value) ? null : value.trim();
  if (Array.isArray(value)) return value.map(textOf).find((text) => text !== null) ?? null;
  return isObject(value) ? answerOf(value) : null;
}
