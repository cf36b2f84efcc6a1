import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const folder = join(import.meta.dirname, "../ISSUE_TEMPLATE");
const forms = readdirSync(folder).filter((name) => name !== "config.yml");

const text = z.string().min(1);
const id = z.string().regex(/^[\w-]+$/);
const validations = z.strictObject({ required: z.boolean() }).optional();
const labels = { label: text, description: text.optional() };
const written = { ...labels, placeholder: text.optional(), value: text.optional() };

/** @see https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const element = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("markdown"), attributes: z.strictObject({ value: text }) }),
  z.strictObject({ type: z.literal("input"), id, attributes: z.strictObject(written), validations }),
  z.strictObject({
    type: z.literal("textarea"),
    id,
    attributes: z.strictObject({ ...written, render: text.optional() }),
    validations,
  }),
  z.strictObject({
    type: z.literal("dropdown"),
    id,
    attributes: z.strictObject({ ...labels, options: z.array(text).min(1), multiple: z.boolean().optional() }),
    validations,
  }),
]);

/** @see https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms */
const form = z.strictObject({ name: text, description: text, labels: z.array(text), body: z.array(element).min(1) });

const read = (name: string): unknown => parse(readFileSync(join(folder, name), "utf8"));

describe("the issue forms", () => {
  it.each(forms)("%s has the keys that GitHub documents", (name) => {
    expect(form.safeParse(read(name)).error?.issues).toBeUndefined();
  });

  it.each(forms)("%s gives each element its own id and label, as GitHub requires", (name) => {
    const { body } = form.parse(read(name));
    const ids = body.flatMap((each) => (each.type === "markdown" ? [] : [each.id]));
    const names = body.flatMap((each) => (each.type === "markdown" ? [] : [each.attributes.label]));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it("are the only way to open an issue, so that reports have versions and output", () => {
    expect(read("config.yml")).toEqual({ blank_issues_enabled: false });
    expect(forms.length).toBeGreaterThan(0);
  });
});
