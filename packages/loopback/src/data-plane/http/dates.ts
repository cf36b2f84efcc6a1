const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const fixed = /^[a-z]{3}, (\d\d) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) gmt$/i;
const rfc850 = /^[a-z]{6,9}, (\d\d)-([a-z]{3})-(\d\d) (\d\d):(\d\d):(\d\d) gmt$/i;
const asctime = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/i;

/**
 * Parses an HTTP date in one of its three formats.
 * @param now milliseconds since 1970: a year of two digits is in the past if it would be over fifty years ahead of this
 * @returns milliseconds since 1970; undefined for anything else
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  let match = fixed.exec(text);
  if (match !== null) return utc(match[3], match[2], match[1], match[4], match[5], match[6]);
  match = asctime.exec(text);
  if (match !== null) return utc(match[6], match[1], match[2], match[3], match[4], match[5]);
  match = rfc850.exec(text);
  if (match === null) return undefined;
  const thisYear = new Date(now).getUTCFullYear();
  let year = Math.floor(thisYear / 100) * 100 + Number(match[3]);
  if (year > thisYear + 50) year -= 100;
  return utc(String(year), match[2], match[1], match[4], match[5], match[6]);
}

/** Formats milliseconds since 1970 as an HTTP date. */
export function httpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

function utc(year = "", month = "", day = "", hours = "", minutes = "", seconds = ""): number | undefined {
  const index = months.indexOf(month.toLowerCase());
  const valid = index >= 0 && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60;
  return valid
    ? Date.UTC(Number(year), index, Number(day), Number(hours), Number(minutes), Number(seconds))
    : undefined;
}
