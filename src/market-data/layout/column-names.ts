import type { Role } from "../reading.ts";

/** What a header may call a column. A strong name says it by itself; a weak one only beside the rest of a bar. */
export interface RoleNames {
  readonly strong: readonly string[];
  readonly weak: readonly string[];
}

type NamedRole = Exclude<Role, "clock">;

/**
 * Names as `plainName` leaves them. English, then German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Chinese,
 * Japanese, Korean, Russian and Turkish, as the exports of brokers and data sites head their tables; single letters are those of
 * exchange APIs. A weak name may be a ticker or something else just as well: it counts where open, high, low and close are all there.
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
      ...[
        "window start",
        "ts event",
        "begins at",
        "start time",
        "日期",
        "时间",
        "日付",
        "日時",
        "날짜",
        "일자",
        "дата",
      ],
      ...["dates", "tarih", "日付け", "mts", "start at", "snapped at", "time stamp", "datadate"],
    ],
    weak: ["t", "day", "ts", "dt", "tag", "jour", "dia", "giorno", "dag", "start", "begin", "time period"],
  },
  symbol: {
    strong: [
      ...["symbol", "ticker", "sym", "asset", "instrument", "country", "act symbol", "stock symbol", "ticker symbol"],
      ...["tic"],
      ...["wertpapier", "titre", "valor", "simbolo", "strumento"],
    ],
    weak: ["name", "code", "stock", "security", "pair", "coin", "isin", "underlying", "contract", "kürzel", "variable"],
  },
  open: {
    strong: [
      ...["ouv", "öppen", "açılış", "openprice", "openprc", "prcod"],
      ...[
        "eröffn.",
        "ouv.",
        "px open",
        "otwarcie",
        "öppning",
        "öppningskurs",
        "开盘",
        "开盘价",
        "始値",
        "시가",
        "открытие",
        "откр.",
      ],
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
      ...["yüksek", "highprice", "askhi", "prchd"],
      ...[
        "px high",
        "najwyzszy",
        "najwyższy",
        "högst",
        "högsta",
        "最高",
        "最高价",
        "高値",
        "고가",
        "максимум",
        "макс.",
      ],
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
    weak: ["h", "高", "hi", "max", "max.", "haut", "+haut", "+ haut", "alto", "alta", "maximum", "2. high"],
  },
  low: {
    strong: [
      ...["düşük", "lowprice", "bidlo", "prcld"],
      ...["px low", "najnizszy", "najniższy", "lägst", "lägsta", "最低", "最低价", "安値", "저가", "минимум", "мин."],
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
    weak: ["l", "低", "lo", "min", "min.", "bas", "+bas", "+ bas", "basso", "bajo", "baixa", "minimum", "3. low"],
  },
  close: {
    strong: [
      ...["clot", "closeprice", "prccd"],
      // As the table on Yahoo's page is copied, with what it says of its columns.
      "close close price adjusted for splits.",
      ...["zamkniecie", "zamknięcie", "stängning", "slutkurs", "收盘", "收盘价", "終値", "종가", "закрытие"],
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
      ...["px last", "senast", "цена", "latest", "ostatnio", "şimdi", "prc", "ltp"],
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
      "adj close adjusted close price adjusted for splits and dividend and/or capital gain distributions.",
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
      ...["hac.", "wol.", "交易量", "cshtrd"],
      ...["px volume", "wolumen", "volym", "成交量", "出来高", "거래량", "объём", "объем"],
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
      "total volume",
      "totalvolume",
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
