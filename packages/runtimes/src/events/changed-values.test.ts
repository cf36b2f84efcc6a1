import { describe, expect, it } from "vitest";
import { changedValues } from "./changed-values.ts";

const [one, two, new_] = [{ value: "1" }, { value: "2" }, { value: "new" }];
const given = { ...one, multiValue: [one, two] };

describe("the values of a returned field", () => {
  it.each([
    ["unchanged", given, [one, two]],
    ["a changed value next to an unchanged multiValue", { ...given, value: "new" }, [new_, two]],
    ["a changed multiValue", { ...one, multiValue: [new_, two, one] }, [new_, two, one]],
    ["a changed value and a changed multiValue", { value: "x", multiValue: [two, new_] }, [two, new_]],
    ["a multiValue with one value less", { ...one, multiValue: [two] }, [two]],
    ["a multiValue without a value", { multiValue: [two, one] }, [two, one]],
    ["the spelling of AWS's samples", { value: "1", multivalue: [two, new_] }, [two, new_]],
    ["a value alone", new_, [new_]],
    ["an empty multiValue", { ...new_, multiValue: [] }, [{ ...new_, multiValue: [] }]],
  ])("are right for %s", (_, returned, values) => {
    expect(changedValues(returned, given)).toEqual(values);
  });

  it("have the attributes of the changed cookie, and those of the others as they were", () => {
    const [a, b] = [
      { value: "1", attributes: "Secure" },
      { value: "2", attributes: "Path=/" },
    ];
    const cookie = { ...a, multiValue: [a, b] };
    expect(changedValues({ ...cookie, attributes: "HttpOnly" }, cookie)).toEqual([
      { value: "1", attributes: "HttpOnly" },
      b,
    ]);
  });

  it("are those of multiValue where the function added the field", () => {
    expect(changedValues({ value: "x", multiValue: [one, two] }, undefined)).toEqual([one, two]);
  });
});
