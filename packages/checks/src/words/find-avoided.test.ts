import { describe, expect, it } from "vitest";
import type { Exception } from "./avoided.ts";
import { findAvoidedInPaths, findAvoidedWords } from "./find-avoided.ts";
import { formatHit } from "./hit.ts";

const wordsIn = (text: string, path = "stacks/a.ts") => findAvoidedWords(path, text).map((hit) => hit.words);

describe("findAvoidedWords", () => {
  it("reports file, line, column, the word and what to write instead", () => {
    const [hit] = findAvoidedWords("stacks/a.ts", "// One.\nconst x = 1; // shall be 2\n");
    expect(hit && formatHit(hit)).toBe("stacks/a.ts:2:17: 'shall': write must.");
  });

  it("names the American spelling of a British one", () => {
    expect(findAvoidedWords("stacks/a.ts", "const serialiser = 1;")[0]?.instead).toBe("serializer");
  });

  it.each([
    ["a comment", "// It was told.", ["told"]],
    ["a string", 'throw new Error("It stands here.");', ["stands"]],
    ["a part of an identifier", "makeSeedsOf(nativeHandler, dataPlane, thePlane);", ["Seeds", "native", "Plane"]],
    ["a constant's name", "const LEFT_OUT = 1;", ["LEFT_OUT"]],
    ["a title of a test", 'it("is no header", () => {});', ["is no"]],
    ["a phrase over two lines of a comment", "// It is in\n// front of it.", ["in front of"]],
    ["a phrase over two lines of a docstring", "/**\n * It comes\n * to 5.\n */", ["comes to"]],
    ["a British spelling", "// Its behaviour is cancelled.", ["behaviour", "cancelled"]],
    ["a British spelling in an identifier", "colourOf(initialise);", ["colour", "initialise"]],
  ])("finds the words in %s", (_, text, expected) => {
    expect(wordsIn(text)).toEqual(expected);
  });

  it.each([
    ["words that only look British", "// Promise otherwise four hours of analyses, of cancellation and revision."],
    ["a longer word that has the letters", "standard, untold, placement, aggregate, interplane"],
    ["a URL", "// See https://example.com/native/gate/visit."],
    ["is no longer", "// It is no longer used."],
    ["there is no", "// There is no state."],
    ["there is no, over two lines", "// There is\n// no state."],
    ["control plane and data plane", "// The control plane and the data-plane: startControlPlane(dataPlanes)"],
    ["the runtime placement", "// It places the handlers on Lambda@Edge."],
    ["words of a phrase with others between them", "// It comes back to us."],
  ])("takes %s", (_, text) => {
    expect(wordsIn(text)).toEqual([]);
  });

  it("excuses a word in the files of an exception only", () => {
    expect(wordsIn("const claims = 1;", "edge-handlers/members-auth/handler.ts")).toEqual([]);
    expect(wordsIn("const claims = 1;", "packages/loopback/src/lock.ts")).toEqual(["claims"]);
  });

  it("collects the exceptions that it used", () => {
    const used = new Set<Exception>();
    findAvoidedWords("stacks/a.ts", "// It is no longer used.", used);
    expect([...used].map((exception) => exception.reason)).toEqual(["negates an adverb, not a noun"]);
  });
});

describe("findAvoidedInPaths", () => {
  it("reports a folder once, at its first file, and a file by its name", () => {
    const hits = findAvoidedInPaths(["stacks/gate/a.ts", "stacks/gate/obstacle.ts"]);
    expect(hits.map(({ path, words }) => `${path} ${words}`)).toEqual([
      "stacks/gate/a.ts gate",
      "stacks/gate/obstacle.ts obstacle",
    ]);
  });
});
