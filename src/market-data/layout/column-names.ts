import type { Role } from "../reading.ts";

/** What a header may call a column. A strong name says it by itself; a weak one only beside the rest of a bar. */
export interface RoleNames {
  readonly strong: readonly string[];
  readonly weak: readonly string[];
}

type NamedRole = Exclude<Role, "clock">;

/**
 * Names as `plainName` leaves them. English, then German, French, Spanish, Italian, Portuguese and Dutch, as the exports of
 * brokers and data sites head their tables; single letters are those of exchange APIs. A weak name may be a ticker or
 * something else just as well: it counts where open, high, low and close are all there.
 */
export const ROLE_NAMES: Readonly<Record<NamedRole, RoleNames>> = {
  // Where several are there the first of this list is taken: a whole time before a date, a date before seconds.
  time: {
    strong: [
      ...["datetime", "date time", "date/time", "datetime utc", "timestamp", "timestamp utc", "open time", "opentime"],
      ...["bar time", "gmt time", "local time", "date", "trade date", "trading date", "dtyyyymmdd", "observation date"],
      ...["date utc", "time", "time utc", "time (utc)", "utc", "unix", "unix timestamp", "epoch"],
      ...["datum", "datum/zeit", "zeitstempel", "zeit", "fecha", "fecha y hora", "data", "data/hora", "data ora"],
      ...["date heure", "horodatage", "tijdstip", "datum/tijd"],
    ],
    weak: ["t", "day", "ts", "dt", "tag", "jour", "dia", "giorno", "dag", "start", "begin", "time period"],
  },
  symbol: {
    strong: [
      ...["symbol", "ticker", "sym", "asset", "instrument", "country", "act symbol", "stock symbol", "ticker symbol"],
      ...["wertpapier", "titre", "valor", "simbolo", "strumento"],
    ],
    weak: ["name", "code", "stock", "security", "pair", "coin", "isin", "underlying", "contract", "kürzel"],
  },
  open: {
    strong: [
      "open",
      "open price",
      "opening price",
      "eröffnung",
      "eroeffnung",
      "eröffnungskurs",
      "ouverture",
      "apertura",
      "abertura",
      "opening",
      "openingskoers",
    ],
    weak: ["o", "erster", "first", "1. open"],
  },
  high: {
    strong: [
      "high",
      "high price",
      "hoch",
      "höchst",
      "höchstkurs",
      "hoechst",
      "tageshoch",
      "plus haut",
      "máximo",
      "maximo",
      "massimo",
      "hoog",
      "hoogste",
      "máxima",
    ],
    weak: ["h", "hi", "max", "haut", "+haut", "+ haut", "alto", "alta", "maximum", "2. high"],
  },
  low: {
    strong: [
      "low",
      "low price",
      "tief",
      "tiefst",
      "tiefstkurs",
      "tagestief",
      "plus bas",
      "mínimo",
      "minimo",
      "laag",
      "laagste",
      "mínima",
    ],
    weak: ["l", "lo", "min", "bas", "+bas", "+ bas", "basso", "bajo", "baixa", "minimum", "3. low"],
  },
  close: {
    strong: [
      "close",
      "close price",
      "closing price",
      "close/last",
      "schluss",
      "schluß",
      "schlusskurs",
      "schlußkurs",
      "clôture",
      "cloture",
      "cierre",
      "chiusura",
      "fechamento",
      "slot",
      "slotkoers",
    ],
    weak: [
      "c",
      "last",
      "last price",
      "price",
      "settle",
      "settlement",
      "settlement price",
      "zuletzt",
      "letzter",
      "dernier",
      "último",
      "ultimo",
      "laatst",
      "laatste",
      "prezzo",
      "precio",
      "kurs",
      "cours",
      "koers",
      "preis",
      "4. close",
    ],
  },
  adjustedClose: {
    strong: [
      "adj close",
      "adjusted close",
      "adjclose",
      "adj. close",
      "close adj",
      "close adjusted",
      "adjusted closing price",
      "bereinigter schluss",
      "bereinigt",
      "clôture ajustée",
      "cierre ajustado",
      "5. adjusted close",
    ],
    weak: ["adjusted", "adj"],
  },
  volume: {
    strong: [
      "volume",
      "vol",
      "volumen",
      "volumes",
      "umsatz",
      "stück",
      "stücke",
      "omzet",
      "trading volume",
      "shares traded",
    ],
    weak: ["v", "tickvol", "tick volume", "qty", "quantity", "5. volume", "6. volume", "amount"],
  },
  split: {
    strong: [
      "split",
      "splits",
      "stock split",
      "stock splits",
      "split ratio",
      "split factor",
      "splitfactor",
      "split coefficient",
      "8. split coefficient",
    ],
    weak: [],
  },
  dividend: {
    strong: [
      "dividend",
      "dividends",
      "dividend amount",
      "cash dividend",
      "divcash",
      "div cash",
      "dividende",
      "7. dividend amount",
    ],
    weak: ["div"],
  },
  delisted: { strong: ["delisted", "is delisted", "delisting"], weak: [] },
  bid: { strong: ["bid", "bid price", "geld"], weak: ["b"] },
  ask: { strong: ["ask", "ask price", "offer", "brief"], weak: ["a"] },
};

/** A header as its meaning is looked up: lower case, one space between words, without brackets, stars and currencies. */
export function plainName(name: string): string {
  return name
    .normalize("NFC")
    .trim()
    .toLowerCase()
    .replace(/^<(.*)>$/, "$1")
    .replace(/\*+$/, "")
    .replace(/\s*[([](?:usd|eur|gbp|chf|jpy|cad|aud|[$€£¥])[)\]]$/, "")
    .replace(/[\s_-]+/g, " ")
    .replace(/^vol\.$/, "vol")
    .trim();
}
