import { describe, expect, it } from "vitest";
import { suffixPathMistake, suffixPathOf } from "./delivery.ts";
import {
  accessLogFields,
  defaultAccessLogFields,
  defaultRealtimeLogFields,
  parquetColumn,
  realtimeLogFields,
} from "./fields.ts";

describe("the fields of logs", () => {
  it("are each listed once", () => {
    for (const fields of [accessLogFields, defaultAccessLogFields, realtimeLogFields, defaultRealtimeLogFields]) {
      expect(new Set(fields).size).toBe(fields.length);
    }
  });

  it("have no cookies by default", () => {
    expect(defaultAccessLogFields).not.toContain("cs(Cookie)");
    expect(defaultRealtimeLogFields).not.toContain("cs-cookie");
  });

  it.each([
    ["cs(Host)", "cs_host"],
    ["timestamp(ms)", "timestamp_ms"],
    ["x-edge-result-type", "x_edge_result_type"],
    ["DistributionId", "distributionid"],
  ])("has the column of %s in Parquet: %s", (field, column) => {
    expect(parquetColumn(field)).toBe(column);
  });
});

const values = {
  DistributionId: "E1",
  distributionid: "e1",
  "account-id": "123456789012",
  accountid: "123456789012",
  yyyy: "2026",
  MM: "11",
  dd: "09",
  HH: "07",
};

describe("a suffix path", () => {
  it("is filled in with and without Hive's keys", () => {
    const path = "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}";
    expect(suffixPathOf(path, false, values)).toBe("E1/2026/11/09/07");
    expect(suffixPathOf(path, true, values)).toBe("DistributionId=E1/year=2026/month=11/day=09/hour=07");
    expect(suffixPathOf("AWSLogs/{account-id}/x", true, values)).toBe("AWSLogs/aws-account-id=123456789012/x");
  });

  it("has AWS's variables only, and Hive's keys are not written by hand", () => {
    expect(suffixPathMistake("{DistributionId}/{yyyy}", true)).toBeUndefined();
    expect(suffixPathMistake("dt={yyyy}", false)).toBeUndefined();
    expect(suffixPathMistake("{year}", false)).toMatch(/^\{year\} is not a variable; use \{DistributionId\}/);
    expect(suffixPathMistake("year={yyyy}", true)).toMatch(/must not contain '='/);
    expect(suffixPathMistake("", false)).toMatch(/1 to 256 characters/);
  });
});
