import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parquetFile } from "./parquet.ts";

const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");

describe("a Parquet file", () => {
  it("has the bytes that Apache Arrow has read as the same table", () => {
    // pyarrow.parquet.read_table of pyarrow 25.0.1 returned these columns and rows.
    const rows = Array.from({ length: 300 }, (_, index) => [String(index), `ü-${index}`, "", "x".repeat(index)]);
    expect(sha256(parquetFile(["date", "cs_host", "empty", "long"], rows))).toBe(
      "b64ec47b1241be0779f7129671577276d8c32eae2daa56e01450aabc10603a69",
    );
    const columns = Array.from({ length: 40 }, (_, index) => `c${index}`);
    expect(sha256(parquetFile(columns, [columns, columns]))).toBe(
      "3a8e38d1fa528115c4970fa333ce95de801284389f34dda6329c5d73e4900202",
    );
  });

  it("ends with the length of its footer and the format's four letters", () => {
    const file = parquetFile(["date"], [["2026-11-29"]]);
    const length = file.readUInt32LE(file.length - 8);
    expect([file.subarray(0, 4).toString(), file.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
    const footer = file.subarray(file.length - 8 - length, file.length - 8).toString("latin1");
    expect(footer).toContain("date");
    expect(file.subarray(0, file.length - 8 - length).toString("latin1")).toContain("2026-11-29");
  });
});
