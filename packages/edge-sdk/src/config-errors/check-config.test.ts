import { sentences } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkConfig, showPath } from "./check-config.ts";

const rule = z.strictObject({ from: z.string().startsWith("/", "a path begins with '/'"), to: z.string() });
const schema = z.strictObject({
  rules: z.array(rule).max(2).default([]),
  status: z.literal([301, 308]).optional(),
  mode: z.enum(["keep", "drop"]).optional(),
  seconds: z.number().int().min(0).max(120).optional(),
  moved: z.record(z.string().regex(/^\//, "a path begins with '/'"), z.union([z.string(), rule])).optional(),
  by: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("path"), untouched: z.array(z.string()).optional() }),
    z.strictObject({ type: z.literal("header"), name: z.string() }),
  ]),
  page: z
    .strictObject({ title: z.string().min(3) })
    .transform((page) => page.title)
    .optional(),
});

/** The mistakes of a config that is right but for some keys. */
function mistakes(changes: Readonly<Record<string, unknown>>): string[] {
  const result = checkConfig(schema, { by: { type: "path" }, ...changes });
  return result.success ? [] : result.mistakes.map((mistake) => `${showPath(mistake.path)}: ${sentences(mistake)}`);
}

describe("checkConfig", () => {
  it("gives the value with its defaults", () => {
    expect(checkConfig(schema, { by: { type: "path" } })).toEqual({
      success: true,
      data: { by: { type: "path" }, rules: [] },
    });
  });

  it.each([
    ["an unknown key", { mod: "keep" }, "mod: unknown key 'mod'. Did you mean 'mode'? Known keys: rules, status,"],
    [
      "a key with two letters swapped",
      { rules: [{ form: "/a", from: "/a", to: "" }] },
      "rules[0].form: unknown key 'form'. Did you mean 'from'? Known keys: from, to.",
    ],
    ["a key that is like no other", { zzz: 1 }, "zzz: unknown key 'zzz'. Remove it. Known keys: rules,"],
    [
      "a key of the chosen option of a discriminated union",
      { by: { type: "path", untouchd: [] } },
      "by.untouchd: unknown key 'untouchd'. Did you mean 'untouched'? Known keys: type, untouched.",
    ],
    [
      "a key of an object in a union",
      { moved: { "/a": { from: "/", too: "" } } },
      'moved["/a"].to: is missing; it must be a string.',
    ],
    [
      "a key below a transformation",
      { page: { titel: "" } },
      "page.titel: unknown key 'titel'. Did you mean 'title'? Known keys: title.",
    ],
    ["a mistyped value", { mode: "kep" }, "mode: 'kep' is not allowed. Did you mean 'keep'? Allowed: keep, drop."],
    ["a number in quotes", { status: "301" }, "status: '301' is not allowed. Did you mean 301? Allowed: 301, 308."],
    [
      "a mistyped option",
      { by: { type: "headr" } },
      "by.type: 'headr' is not allowed. Did you mean 'header'? Allowed: ",
    ],
    ["a missing option", { by: {} }, "by.type: is missing. Allowed: path, header."],
    ["a wrong type", { rules: {} }, "rules: {} is not an array."],
    ["no type of a union", { moved: { "/a": 5 } }, 'moved["/a"]: 5 is not a string or an object.'],
    ["a number out of range", { seconds: 130 }, "seconds: 130 is out of range: it must be at most 120."],
    ["a number that is not whole", { seconds: 1.5 }, "seconds: 1.5 is not a whole number."],
    ["a short text", { page: { title: "a" } }, "page.title: 'a' has 1 characters; it must have at least 3."],
    ["an author's rule", { rules: [{ from: "a", to: "" }] }, "rules[0].from: 'a': a path begins with '/'."],
    ["an author's rule of a key", { moved: { a: "" } }, "moved.a: 'a': a path begins with '/'."],
  ])("explains %s", (_, changes, expected) => {
    expect(mistakes(changes).find((mistake) => mistake.startsWith(expected))).toBeDefined();
  });

  it("separates the mistake from its fix", () => {
    const result = checkConfig(schema, { by: { type: "path" }, mod: "keep", mode: "kep" });
    expect(result.success ? [] : result.mistakes).toMatchObject([
      { message: "'kep' is not allowed.", fix: "Did you mean 'keep'? Allowed: keep, drop." },
      { message: "unknown key 'mod'.", fix: expect.stringMatching(/^Did you mean 'mode'\? Known keys: /) },
    ]);
  });

  it("says what a whole config must be", () => {
    const result = checkConfig(schema, undefined);
    expect(result.success ? [] : result.mistakes).toEqual([
      { path: [], message: "is missing; it must be an object.", fix: "", kind: "missing" },
    ]);
  });

  it("hands on the rule and the fix that the schema's author named", () => {
    const ruled = z.string().superRefine((value, context) => {
      if (value === "a") return;
      context.addIssue({ code: "custom", message: "is not 'a'", params: { rule: "FE-ENV-006", fix: "Write 'a'." } });
    });
    const result = checkConfig(ruled, "b");
    expect(result.success ? [] : result.mistakes).toEqual([
      { path: [], message: "is not 'a'.", fix: "Write 'a'.", kind: "value", rule: "FE-ENV-006" },
    ]);
  });

  it("takes the messages of a schema that is not zod's", () => {
    const other = {
      safeParse: () => ({
        success: false as const,
        error: { issues: [{ code: "other", path: ["a"], message: "too odd" }] },
      }),
    };
    const result = checkConfig(other, { a: 3 });
    expect(result.success ? [] : result.mistakes).toEqual([
      { path: ["a"], message: "3: too odd.", fix: "", kind: "value" },
    ]);
  });
});
