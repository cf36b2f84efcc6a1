import { afterAll, describe, expect, test } from "vitest";
import { provideKeyValueStore } from "#runtime";
import { dynamicField, dynamicRecordField } from "./dynamic.ts";

describe("a field that replaces a dynamic one in the bundle", () => {
  const values: Record<string, string> = { "a/on": "true", "a/moved//x": '"/y"', "a/moved/__proto__": "1" };
  provideKeyValueStore({ get: async (key) => (Object.hasOwn(values, key) ? values[key] : undefined) });
  afterAll(() => provideKeyValueStore({ get: async () => undefined }));

  test("reads the function's store under the key that it is given", async () => {
    expect(await dynamicField("a/on", false).get()).toBe(true);
    expect(await dynamicField("a/off", false).get()).toBe(false);
    expect(await dynamicRecordField("a/moved").get("/x")).toBe("/y");
    expect(await dynamicRecordField("a/moved").get("/z")).toBeUndefined();
    expect(await dynamicRecordField("a/moved", { "/z": "/w" }).get("/z")).toBe("/w");
  });

  test("finds nothing by an inherited name", async () => {
    const record = dynamicRecordField("a/moved", { "/z": "/w" });
    expect(await Promise.all(["constructor", "toString", "hasOwnProperty"].map((key) => record.get(key)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await record.get("__proto__")).toBe(1);
  });
});
