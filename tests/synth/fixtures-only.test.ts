import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { repository } from "./checkout.ts";

/** Ways to the environments, handlers and content that this repository happens to have. */
const ways: readonly RegExp[] = [
  /from "#environments(\/[\w.-]+)?"/,
  /import\("#environments/,
  /\bcopyOfThisProject\(/,
  /(\brepository\b|import\.meta\.(url|dirname)).*["'`/](environments|edge-handlers|stacks\/content)\b/,
  /["'`](\.\.\/)+(environments|edge-handlers|stacks\/content)\//,
];

/** Files that need one of them, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  "packages/cli/src/bootstrap/github-commands.ts": "has addresses of GitHub's API, which end in the same name",
  "tests/docs/pages.test.ts": "compares the pages of whatever environments the project documents",
  "tests/fixtures/copy.ts": "makes copies, whose environments and handlers are replaced",
  "tests/fixtures/reference-site.ts": "checks the fixture by the schema of environments",
  "tests/loopback/own-project.ts": "replaces the environments and handlers of the copy that it makes",
  "tests/loopback/projects.ts": "makes copies, whose environments and handlers are replaced",
  "tests/loopback/request-bodies.test.ts": "replaces the environments and handlers of the copy that it makes",
  "tests/matrix/library.ts": "runs whatever handlers the project has, in every engine",
  "tests/permissions/fixture-site.ts": "replaces the environments of the copy that it makes",
  "tests/permissions/generated.ts": "checks the fixture by the schema of environments",
  "tests/screenshots/main.ts": "takes the documentation's pictures of this project",
  "tests/synth/fork.test.ts": "copies the handlers that the examples use",
  "tests/synth/rules-table.test.ts": "checks the fixture by the schema of environments",
  "tests/synth/silent-mistakes.test.ts": "replaces the environments and handlers of the copy that it makes",
  "tests/workflows/deployed-site.ts": "replaces the environments and handlers of the copy that it makes",
};

const sources = ["packages", "tests"].flatMap((room) =>
  readdirSync(join(repository, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/node_modules|fixtures\/[\w-]+\//.test(file))
    .map((file) => `${room}/${file}`),
);

it("no test of the machinery depends on the project's own environments, handlers or content", () => {
  const dependent = sources.filter((file) => {
    const text = readFileSync(join(repository, file), "utf8");
    return ways.some((way) => way.test(text));
  });
  // A project replaces them by its own, and `npm test` must still pass: use #fixtures/reference-site.ts instead.
  expect(dependent.sort()).toEqual(Object.keys(exceptions).sort());
});
