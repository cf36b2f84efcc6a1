import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../synth/checkout.ts";

const read = (file: string) => readFileSync(join(repository, file), "utf8");
const changelog = read("CHANGELOG.md");
const { version } = JSON.parse(read("package.json"));

// https://keepachangelog.com/en/1.1.0/
describe("CHANGELOG.md", () => {
  it("lists unreleased changes first, then releases with their dates", () => {
    const [unreleased, ...releases] = [...changelog.matchAll(/^## (\[.*)$/gm)].map(([, heading]) => heading);
    expect(unreleased).toBe("[Unreleased]");
    for (const release of releases) expect(release).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
  });

  it("sorts changes by kind", () => {
    const kinds = [...changelog.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(0);
    for (const kind of kinds)
      expect(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]).toContain(kind);
  });

  it("names the next release, which is the version in package.json, until it is tagged", () => {
    expect(changelog).toMatch(new RegExp(`## \\[${version}\\]|The first release will be ${version}\\.`));
  });

  it("promises only entry points that the edge SDK has", () => {
    const promised = /^\| Edge SDK: (.*?) \|/m.exec(changelog)?.[1]?.match(/(?<=`)[./][^`,]*/g) ?? [];
    const { exports } = JSON.parse(read("packages/edge-sdk/package.json"));
    expect(promised).toContain("/config");
    for (const entry of promised) expect(Object.keys(exports)).toContain(entry === "." ? "." : `.${entry}`);
  });
});

it("all packages have the version of the repository", () => {
  for (const name of readdirSync(join(repository, "packages"))) {
    expect(JSON.parse(read(`packages/${name}/package.json`))).toMatchObject({ version });
  }
});
