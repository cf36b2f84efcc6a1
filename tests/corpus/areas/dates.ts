import { type Area, refused, same } from "../snippet.ts";

export const dates: Area = {
  name: "Date",
  snippets: [
    same(
      "from milliseconds",
      `
        const d = new Date(1577934245678);
        return [d.getTime(), d.toISOString(), d.toJSON(), d.valueOf(), +d, JSON.stringify(d)];
      `,
    ),
    same(
      "from parts",
      `
        return [
          new Date(2020, 0, 2, 3, 4, 5, 6).toISOString(),
          new Date(2020, 11).toISOString(),
          new Date(99, 0).getFullYear(),
          Date.UTC(2020, 1, 29),
        ];
      `,
    ),
    same(
      "from text",
      `
        return [
          '2020-01-02', '2020-01-02T03:04:05Z', '2020-01-02T03:04:05.678Z',
          'Thu, 02 Jan 2020 03:04:05 GMT',
        ].map((s) => new Date(s).getTime());
      `,
    ),
    same("from text with an offset", "return new Date('2020-01-02T03:04:05+02:00').getTime();"),
    same(
      "from text that is not a date",
      `
        const d = new Date('x');
        return [d.getTime(), String(d), isNaN(+d), Date.parse('nope')];
      `,
    ),
    same(
      "toISOString of no date throws",
      "try { return new Date(NaN).toISOString(); } catch (e) { return e instanceof RangeError; }",
    ),
    same(
      "getters, and in UTC",
      `
        const d = new Date(1577934245678);
        return [
          d.getFullYear(),
          d.getMonth(),
          d.getDate(),
          d.getDay(),
          d.getHours(),
          d.getMinutes(),
          d.getSeconds(),
          d.getMilliseconds(),
          d.getUTCFullYear(),
          d.getUTCMonth(),
          d.getUTCDate(),
          d.getUTCDay(),
          d.getUTCHours(),
          d.getUTCMinutes(),
          d.getUTCSeconds(),
          d.getUTCMilliseconds(),
          d.getTimezoneOffset(),
        ];
      `,
    ),
    same(
      "setters",
      `
        const d = new Date(0);
        d.setFullYear(2021);
        d.setMonth(13);
        d.setDate(31);
        d.setHours(25);
        d.setMinutes(61);
        d.setSeconds(5);
        d.setMilliseconds(7);
        return d.toISOString();
      `,
    ),
    same(
      "setters in UTC",
      `
        const d = new Date(0);
        d.setUTCFullYear(2021, 1, 3);
        d.setUTCHours(4, 5, 6, 7);
        return [
          d.toISOString(),
          d.setTime(5),
          d.setUTCDate(0),
          d.setUTCMonth(5),
          d.setUTCMinutes(1),
          d.setUTCSeconds(2),
          d.setUTCMilliseconds(3),
        ];
      `,
    ),
    same("toUTCString", "return [new Date(0).toUTCString(), new Date(1577934245678).toUTCString()];"),
    same(
      "arithmetic",
      `
        const a = new Date(1000), b = new Date(5000);
        return [(b as any) - (a as any), a < b, new Date(+a + 86400000).toISOString()];
      `,
    ),
    same(
      "Date.now does not advance",
      `
        const a = Date.now();
        let n = 0;
        for (let i = 0; i < 1000; i++) n += i;
        return [Date.now() >= a, typeof a, n];
      `,
    ),
    same(
      "a copy",
      `
        const a = new Date(5);
        const b = new Date(a);
        b.setTime(6);
        return [a.getTime(), b.getTime()];
      `,
    ),
    same(
      "years far off",
      `
        return [
          new Date(-1).toISOString(),
          new Date(8.64e15).toISOString(),
          new Date(8.64e15 + 1).getTime(),
          new Date(-62198755200000).toISOString(),
        ];
      `,
    ),
    same(
      "days in a month and leap years",
      `
        const days = (y: number, m: number) => new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
        return [days(2020, 1), days(2021, 1), days(1900, 1), days(2000, 1)];
      `,
    ),
    refused(
      "toLocaleString, which AWS lists",
      "const d = new Date(0); return d.toLocaleString();",
      1,
      /\.toLocaleString\(\) of a date/,
    ),
    refused(
      "Temporal",
      `const a = 1;
        return (globalThis as any).Temporal.Now.instant();`,
      2,
      /Temporal/,
    ),
    refused(
      "Intl.DateTimeFormat",
      `const d = new Date(0);
        return new Intl.DateTimeFormat('en').format(d);`,
      2,
      /Intl/,
    ),
    refused(
      "performance.now",
      `const a = 1;
        return performance.now() + a;`,
      2,
      /performance/,
    ),
    refused(
      "getYear",
      `const d: any = new Date(0);
        return d.getYear();`,
      2,
      /\.getYear\(\)/,
    ),
    refused(
      "toGMTString",
      `const d: any = new Date(0);
        return d.toGMTString();`,
      2,
      /\.toGMTString\(\)/,
    ),
    refused(
      "toTemporalInstant",
      `const d: any = new Date(0);
        return d.toTemporalInstant();`,
      2,
      /\.toTemporalInstant\(\)/,
    ),
  ],
};
