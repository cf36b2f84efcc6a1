import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { dynamic, dynamicRecord, findDynamic, initialEntriesOf } from "./config.ts";
import type { Dynamic, DynamicRecord } from "./index.ts";
import { onViewerRequest } from "./index.ts";
import { runCase } from "./testing/index.ts";

const schema = z.strictObject({
  name: z.string(),
  on: dynamic(z.boolean().default(false)),
  page: z.strictObject({ title: dynamic(z.string().optional()) }),
  moved: dynamicRecord(z.strictObject({ to: z.string() })),
  kept: dynamicRecord(z.number(), { fallback: "built-in" }),
});
type Config = z.output<typeof schema>;

const input = { name: "a", page: {}, moved: { "/old": { to: "/new" } }, kept: { a: 1 } };

describe("a config with dynamic fields", () => {
  test("has them in its type", () => {
    expectTypeOf<Config["on"]>().toEqualTypeOf<Dynamic<boolean>>();
    expectTypeOf<Config["moved"]>().toEqualTypeOf<DynamicRecord<{ to: string }>>();
  });

  test("is checked as any other", () => {
    expect(() => schema.parse({ ...input, on: "yes" })).toThrow(/expected boolean/);
    expect(() => schema.parse({ ...input, moved: { "/a": { too: "/b" } } })).toThrow(/too/);
  });

  test("lists its fields in order, with their built-in values", () => {
    expect(findDynamic(schema.parse(input))).toEqual([
      { path: ["on"], kind: "value", builtIn: false, fallback: true },
      { path: ["page", "title"], kind: "value", builtIn: undefined, fallback: true },
      { path: ["moved"], kind: "record", builtIn: { "/old": { to: "/new" } }, fallback: false },
      { path: ["kept"], kind: "record", builtIn: { a: 1 }, fallback: true },
    ]);
    expect(findDynamic(null)).toEqual([]);
  });

  test("has a seed for each value that there is", () => {
    const entries = findDynamic(schema.parse(input)).map((field) => initialEntriesOf("shop", field));
    expect(Object.assign({}, ...entries)).toEqual({
      "shop/on": "false",
      "shop/moved//old": '{"to":"/new"}',
      "shop/kept/a": "1",
    });
  });

  test("gives what is built in when it has not been compiled", async () => {
    const { on, moved, kept } = schema.parse(input);
    expect([await on.get(), await moved.get("/old"), await kept.get("a"), await kept.get("constructor")]).toEqual([
      false,
      undefined,
      1,
      undefined,
    ]);
  });
});

describe("a handler with dynamic config", () => {
  const handler = onViewerRequest<Config>(async (request, { config }) => {
    const [on, title] = [await config.on.get(), await config.page.title.get()];
    const values = [on, title ?? null, (await config.moved.get("/old")) ?? null, (await config.kept.get("a")) ?? null];
    request.headers.set("x-values", JSON.stringify(values));
    return request;
  });
  const event = {
    viewer: { ip: "198.51.100.7" },
    request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} },
  };
  const values = async (kvs: Record<string, string>) => {
    const outcome = await runCase(handler, { event, config: schema.parse(input), kvs, instance: "shop" });
    return outcome.request?.headers["x-values"]?.value;
  };

  test("reads the store", async () => {
    const kvs = { "shop/on": "true", "shop/page.title": '"Hi"', "shop/moved//old": '{"to":"/x"}', "shop/kept/a": "2" };
    expect(await values(kvs)).toBe('[true,"Hi",{"to":"/x"},2]');
  });

  test("falls back to what is built in: for a miss, no JSON, or another type", async () => {
    const builtIn = "[false,null,null,1]";
    expect(await values({})).toBe(builtIn);
    expect(await values({ "shop/on": "{", "shop/moved//old": "", "shop/kept/a": "undefined" })).toBe(builtIn);
    expect(await values({ "shop/on": '"true"' })).toBe(builtIn);
    expect(await values({ "other/on": "true", on: "true" })).toBe(builtIn);
  });
});
