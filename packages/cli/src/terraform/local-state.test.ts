import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Output } from "../context.ts";
import { checkState, keepState } from "./local-state.ts";

let root: string;
let lines: string[];
let file: string;
const stack = () => ({ name: "site-local", directory: join(root, "cdktf.out", "stacks", "site-local") });
const copy = () => join(root, ".featheredge", "loopback", "states", "site-local.tfstate");
const text = (serial: number, comment = "") =>
  `${JSON.stringify({ version: 4, serial, lineage: "one", resources: [{ comment }] }, undefined, 2)}\n`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "local-state-"));
  lines = [];
  mkdirSync(stack().directory, { recursive: true });
  file = join(stack().directory, "terraform.tfstate");
});

afterEach(() => rmSync(root, { recursive: true }));

const check = ({ made = true, destroy = false, of = stack() } = {}) => {
  const output = { progress: (line: string) => lines.push(line) } as Partial<Output> as Output;
  const renamed = of.name === stack().name ? of : { ...of, renamedFrom: [stack().name] };
  return checkState({ root, output }, { hasMade: async () => made }, renamed, destroy);
};

describe("a local state on the loopback", () => {
  it("is restored when it was cut at a length or one bit of it was flipped, unless Terraform reads the same", async () => {
    const whole = text(7, "resources");
    for (let at = 0; at < whole.length; at += 4) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8((flipped[at] ?? 0) ^ (1 << (at % 8)), at);
      for (const damage of [Buffer.from(whole).subarray(0, at), flipped]) {
        writeFileSync(file, whole);
        keepState(root, stack());
        writeFileSync(file, damage);
        await check();
        const { serial: _, lineage: __, ...content } = JSON.parse(readFileSync(file, "utf8"));
        // A serial or a lineage says nothing about resources.
        expect(content, `byte ${at}`).toEqual({ version: expect.any(Number), resources: [{ comment: "resources" }] });
      }
    }
  });

  it("is kept next to the restored one, and both are their owner's alone", async () => {
    writeFileSync(file, text(7));
    keepState(root, stack());
    writeFileSync(file, "{");
    await check();
    expect(readFileSync(file, "utf8")).toBe(text(7));
    expect(readFileSync(`${file}.damaged`, "utf8")).toBe("{");
    expect([statSync(file).mode & 0o777, statSync(copy()).mode & 0o777]).toEqual([0o600, 0o600]);
    expect(lines).toEqual([
      "cdktf.out/stacks/site-local/terraform.tfstate was damaged (it is not the JSON of a Terraform state): restored it " +
        "from its copy.",
    ]);
  });

  it("is restored at the earlier name of a stack that is being renamed", async () => {
    writeFileSync(file, text(7));
    keepState(root, stack());
    for (const damage of [() => writeFileSync(file, "{"), () => rmSync(stack().directory, { recursive: true })]) {
      damage();
      await check({ of: { name: "shop-local", directory: join(stack().directory, "../shop-local") } });
      expect(readFileSync(file, "utf8")).toBe(text(7));
    }
  });

  it("is restored when the whole of cdktf.out was deleted", async () => {
    writeFileSync(file, text(7));
    keepState(root, stack());
    rmSync(file);
    await check();
    expect(readFileSync(file, "utf8")).toBe(text(7));
  });

  it("is left alone when Terraform has changed it since, and when there never was one", async () => {
    await check();
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, text(7));
    keepState(root, stack());
    writeFileSync(file, text(8, "by hand"));
    await check();
    expect(readFileSync(file, "utf8")).toBe(text(8, "by hand"));
    expect(lines).toEqual([]);
  });

  it.each(["", "{", "null", "[]", '{"version":4}', '{"version":4,"serial":1,"lineage":"one","resources":{}}'])(
    "is begun again when it is %j, without a copy and without resources",
    async (damage) => {
      writeFileSync(file, damage);
      await check({ made: false });
      expect([existsSync(file), existsSync(`${file}.damaged`)]).toEqual([false, true]);
    },
  );

  it("is reported with what is lost and what to run, when there are resources and no copy is whole", async () => {
    writeFileSync(file, text(7));
    keepState(root, stack());
    writeFileSync(copy(), readFileSync(copy(), "utf8").replace("one", "two"));
    writeFileSync(file, "{");
    await expect(check()).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(
        /^cdktf\.out\/stacks\/site-local\/terraform\.tfstate is damaged: .*featheredge destroy/,
      ),
    });
    expect(readFileSync(file, "utf8")).toBe("{");
    await check({ destroy: true });
    expect(existsSync(file)).toBe(false);
  });
});
