import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const manager = z.looseObject({
  managerFilePatterns: z.array(z.string().regex(/^\/.*\/$/)),
  matchStrings: z.tuple([z.string()]),
  depNameTemplate: z.string().optional(),
});
const { customManagers } = z
  .looseObject({ customManagers: z.array(manager) })
  .parse(JSON.parse(read(".github/renovate.json")));
const files = ["stacks", "packages/cli/src", "packages/loopback/src", ".github/actions"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
);

/** The pinned versions that a custom manager of Renovate finds, as "dependency version". */
function pinsOf({ managerFilePatterns, matchStrings, depNameTemplate }: z.output<typeof manager>): string[] {
  const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)));
  const managed = files.filter((file) => patterns.some((pattern) => pattern.test(file)));
  return managed.flatMap((file) =>
    [...read(file).matchAll(new RegExp(matchStrings[0], "g"))].map(
      ({ groups }) => `${groups?.depName ?? depNameTemplate} ${groups?.currentValue}`,
    ),
  );
}

describe("Renovate's configuration", () => {
  it.each(customManagers.map((custom) => [custom.managerFilePatterns.join(" "), custom] as const))(
    "finds the pinned versions in %s",
    (_, custom) => {
      const pins = pinsOf(custom);
      expect(pins.length).toBeGreaterThan(0);
      for (const pin of pins) expect(pin).toMatch(/^[\w/]+ \d+\.\d+\.\d+$/);
    },
  );

  it("updates Terraform in setup and in the workflows together, since they are one version", () => {
    const pins = customManagers.flatMap(pinsOf).filter((pin) => pin.startsWith("hashicorp/terraform "));
    expect(pins).toHaveLength(2);
    expect(new Set(pins).size).toBe(1);
  });

  it("refers only to a section that CONTRIBUTING.md has", () => {
    const [section] = /(?<=CONTRIBUTING\.md, ')[^']+/.exec(read(".github/renovate.json")) ?? [];
    expect(read("CONTRIBUTING.md")).toContain(`\n## ${section}\n`);
  });
});
