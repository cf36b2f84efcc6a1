import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutput } from "../context.ts";
import { newStack } from "./new-stack.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
const registries = ["stacks/index.ts", "environments/entries/index.ts", "environments/schema.ts"];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "featheredge-new-"));
  for (const file of registries) cpSync(join(repository, file), join(root, file));
});

afterEach(() => rmSync(root, { recursive: true }));

/** @returns what it prints */
function create(name: string): string {
  let printed = "";
  const stdout = {
    write: (text: string) => {
      printed += text;
    },
  };
  newStack({ root, output: createOutput(stdout, { write: () => undefined }, (text) => text) }, name);
  return printed;
}

const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("featheredge new stack", () => {
  it("writes a kind with its test and its entry, and registers both", () => {
    expect(create("message-queue").trimEnd().split("\n")).toEqual([
      "environments/entries/message-queue.ts",
      "stacks/message-queue/index.ts",
      "stacks/message-queue/stack.ts",
      "stacks/message-queue/message-queue.test.ts",
      "stacks/index.ts",
      "environments/entries/index.ts",
    ]);
    expect(read("stacks/index.ts")).toMatch(/stackKinds: readonly StackKind\[\] = \[[^\]]*\bmessageQueue\b[^\]]*\];/);
    expect(read("stacks/index.ts")).toContain('import { messageQueue } from "./message-queue/index.ts";\n');
    expect(read("environments/entries/index.ts")).toContain(
      "  messageQueues: z.record(name, messageQueue).default({}),\n};",
    );
    expect(read("stacks/message-queue/stack.ts")).toContain("class MessageQueueStack extends EnvironmentStack");
  });

  it("leaves everything as it is when the kind exists", () => {
    mkdirSync(join(root, "stacks", "greeting"));
    expect(() => create("greeting")).toThrow("stacks/greeting exists already.");
    for (const file of registries) expect(read(file)).toBe(readFileSync(join(repository, file), "utf8"));
  });

  it.each([
    ["Greeting", "can't name a stack kind. Use lower-case letters"],
    ["new", "'new' is a reserved word of JavaScript."],
    ["handler", "environments/schema.ts already has the key 'handlers'"],
    ["../up", "can't name a stack kind"],
  ])("rejects the name '%s'", (name, message) => {
    expect(() => create(name)).toThrow(message);
    expect(existsSync(join(root, "stacks", name))).toBe(false);
  });

  it("names the file whose list of kinds is missing, and writes nothing", () => {
    writeFileSync(join(root, "stacks/index.ts"), "export {};\n");
    expect(() => create("greeting")).toThrow("stacks/index.ts: It has no 'export const stackKinds");
    expect(existsSync(join(root, "stacks/greeting"))).toBe(false);
  });
});
