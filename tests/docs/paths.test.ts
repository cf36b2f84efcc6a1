import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../synth/checkout.ts";

const rooms = ["environments", "edge-handlers", "modules", "stacks", "packages", "tests", "bench", "docs", ".github"];
const pages = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "AGENTS.md", "SECURITY.md", "CHANGELOG.md"];

/** True for a handler, an environment or content: each project has its own, and these pages name only examples. */
const isExample = (path: string) =>
  /^(?:edge-handlers|stacks\/content)\/[\w<]/.test(path) || /^environments\/(?!index\.|schema\.)[\w-]+\.ts$/.test(path);

const read = (page: string) => readFileSync(join(repository, page), "utf8");

const files = rooms.flatMap((room) =>
  readdirSync(join(repository, room), { recursive: true, encoding: "utf8" })
    .filter((file) => !file.includes("node_modules"))
    .map((file) => `${room}/${file}`),
);

/** The paths in a text, such as `packages/cli/` and `modules/<name>/index.ts`, each once. */
function pathsIn(text: string): string[] {
  const path = new RegExp(`(?<![\\w./#@-])(?:${rooms.join("|").replace(".", "\\.")})/[\\w.<>*/-]*[\\w>*/]`, "g");
  return [...new Set(text.match(path))].filter((found) => !isExample(found));
}

/** True if a file or folder has the path; `<name>` and `*` stand for any one name. */
function isPresent(path: string): boolean {
  if (!/[<*]/.test(path)) return existsSync(join(repository, path));
  const escaped = path.replace(/\/$/, "").replaceAll(".", "\\.");
  const pattern = new RegExp(`^${escaped.replace(/<[\w-]+>|\*/g, "[^/]+")}$`);
  return files.some((file) => pattern.test(file));
}

/** A heading's anchor on GitHub. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

/** Relative links of a page that lead to no file or heading. */
function brokenLinks(page: string): string[] {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  // GitHub serves `../../security` next to the repository's files.
  const relative = links.filter((link) => !/^https?:|^\.\.\/\.\.\/security\//.test(link));
  return relative.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(repository, target))) return true;
    const headings = anchor === undefined ? [] : [...read(target).matchAll(/^#+ (.*)$/gm)];
    return anchor !== undefined && !headings.some(([, heading = ""]) => anchorOf(heading) === anchor);
  });
}

/** The part of a page below a heading, up to the next one of the same level. */
function section(page: string, heading: string): string {
  const level = /^#+/.exec(heading)?.[0] ?? "";
  const [, after = ""] = read(page).split(`${heading}\n`);
  return after.split(new RegExp(`^${level} `, "m"))[0] ?? "";
}

/** The files that a reader must open; a path with `<name>` is a new file. */
const filesToOpen = (text: string) => pathsIn(text).filter((path) => !path.includes("<"));

// The changelog also names files of earlier versions.
describe.each(pages.filter((page) => page !== "CHANGELOG.md"))("%s", (page) => {
  it("names only files and folders that exist", () => {
    expect(pathsIn(read(page)).filter((path) => !isPresent(path))).toEqual([]);
  });
});

describe.each(pages)("%s", (page) => {
  it("links only to files and headings that exist", () => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

const recipes = section("CONTRIBUTING.md", "## Recipes")
  .split(/^### /m)
  .slice(1)
  .map((recipe) => [recipe.split("\n")[0] ?? "", recipe] as const);

describe("the recipes", () => {
  it("are those that contributors ask for", () => {
    expect(recipes.map(([name]) => name)).toEqual([
      "A handler",
      "An origin type",
      "A stack kind",
      "An AWS rule or quota",
      "A compiler pass",
      "A CloudFront API in the loopback",
    ]);
  });

  it.each(recipes)("%s: at most three files to open", (_, recipe) => {
    expect(filesToOpen(recipe).length).toBeGreaterThan(0);
    expect(filesToOpen(recipe).length).toBeLessThanOrEqual(3);
  });
});

const questions = section("CONTRIBUTING.md", "## Ten questions")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Question") && !line.startsWith("| ---"));

describe("the questions of newcomers", () => {
  it("are ten", () => {
    expect(questions).toHaveLength(10);
  });

  it.each(questions)("are answered by a page and at most three files: %s", (row) => {
    expect(row).toMatch(/\| .+ \| .+ \| `.+` \|$/);
    expect(filesToOpen(row).length).toBeLessThanOrEqual(3);
  });
});
