import { describe, expect, it } from "vitest";
import { freshnessOf } from "./freshness.ts";

const now = Date.UTC(2026, 8, 1, 12);
const rules = { minTtl: 0, defaultTtl: 86_400, maxTtl: 31_536_000 };
const seconds = (...headers: [string, string][]) => freshnessOf(200, headers, rules, () => 10, now).milliseconds / 1000;
const date = (offset: number) => new Date(now + offset * 1000).toUTCString();

describe("freshnessOf", () => {
  it("reads directives in any case, quoted, repeated and in several headers", () => {
    expect(seconds(["Cache-Control", "public, MAX-AGE=60"])).toBe(60);
    expect(seconds(["Cache-Control", 'max-age="60"'])).toBe(60);
    expect(seconds(["Cache-Control", "max-age=60, max-age=10"])).toBe(60);
    expect(seconds(["Cache-Control", "public"], ["Cache-Control", "s-maxage=5"])).toBe(5);
    expect(seconds(["Cache-Control", 'ext="max-age=1, no-store", max-age=60'])).toBe(60);
  });

  it("reads invalid seconds as 0", () => {
    for (const value of ["-1", "1.5", "a", "", " 60"]) expect(seconds(["Cache-Control", `max-age=${value}`])).toBe(0);
    expect(seconds(["Cache-Control", "max-age =60"])).toBe(0);
    expect(seconds(["Cache-Control", "max-age=99999999999"])).toBe(rules.maxTtl);
  });

  it("computes the lifetime from Expires and Date, in each of HTTP's three formats", () => {
    expect(seconds(["Date", date(0)], ["Expires", date(60)])).toBe(60);
    expect(seconds(["Date", date(0)], ["Expires", "Tuesday, 01-Sep-26 12:01:00 GMT"])).toBe(60);
    expect(seconds(["Date", date(0)], ["Expires", "Tue Sep  1 12:01:00 2026"])).toBe(60);
    for (const invalid of ["0", "-1", "2026-09-01T12:01:00Z", "Tue, 01 Sep 2026 12:01:00 +0000", "tomorrow"]) {
      expect([invalid, seconds(["Expires", invalid])]).toEqual([invalid, 0]);
    }
  });

  it("subtracts the age that an answer already has, by Age or Date", () => {
    expect(seconds(["Cache-Control", "max-age=60"], ["Age", "20"])).toBe(40);
    expect(seconds(["Cache-Control", "max-age=60"], ["Date", date(-25)])).toBe(35);
    expect(seconds(["Cache-Control", "max-age=60"], ["Age", "70"])).toBe(0);
  });

  it("regards an answer as stale if its Age is not one number", () => {
    for (const invalid of ["a", "-1", "1.0", "1;a=1", "0, 0", "20, 30"]) {
      expect([invalid, seconds(["Cache-Control", "max-age=60"], ["Age", invalid])]).toEqual([invalid, 0]);
    }
    expect(seconds(["Cache-Control", "max-age=60"], ["Age", "0"], ["Age", "0"])).toBe(0);
  });

  it('stores an answer without the headers that no-cache="…" names', () => {
    const { store, milliseconds, control } = freshnessOf(
      200,
      [["Cache-Control", 'no-cache="Set-Cookie, X-A", max-age=60']],
      rules,
      () => 10,
      now,
    );
    expect({ store, milliseconds, unstorable: control.unstorable }).toEqual({
      store: true,
      milliseconds: 60_000,
      unstorable: ["set-cookie", "x-a"],
    });
  });
});
