import { describe, expect, it } from "vitest";
import { takeTurns } from "./turns.ts";

/** Work that records when it begins, and ends when the test ends it. */
function piece(begun: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    end,
    work: async () => {
      begun.push(name);
      await ended;
    },
  };
}

const idle = () => new Promise((resolve) => setImmediate(resolve));

describe("turns", () => {
  it("lets readers run together, a writer alone, and later readers after it", async () => {
    const begun: string[] = [];
    const turns = takeTurns();
    const [first, second, writer, third] = ["first", "second", "writer", "third"].map((name) => piece(begun, name));
    const all = [
      turns.together(first?.work ?? idle),
      turns.together(second?.work ?? idle),
      turns.alone(writer?.work ?? idle),
      turns.together(third?.work ?? idle),
    ];
    await idle();
    expect(begun).toEqual(["first", "second"]);
    first?.end();
    await idle();
    expect(begun).toEqual(["first", "second"]);
    second?.end();
    await idle();
    expect(begun).toEqual(["first", "second", "writer"]);
    writer?.end();
    await idle();
    expect(begun).toEqual(["first", "second", "writer", "third"]);
    third?.end();
    await Promise.all(all);
  });

  it("continues after failed work", async () => {
    const turns = takeTurns();
    const failing = turns.alone(() => Promise.reject(new Error("no")));
    const next = turns.alone(() => Promise.resolve("next"));
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("next");
  });
});
