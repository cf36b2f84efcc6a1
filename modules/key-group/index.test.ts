import { generateKeyPairSync } from "node:crypto";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { type KeyGroupOptions, KeyGroups, PublicKeys } from "./index.ts";

const pem = () =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" }).toString();
const [current, next] = [pem(), pem()];

const group = (...keys: readonly (readonly [name: string, encodedKey: string])[]): KeyGroupOptions => ({
  items: keys.map(([name, encodedKey]) => ({ name, encodedKey })),
});

const made = (...groups: readonly KeyGroupOptions[]) =>
  synthesized((stack) => {
    const users = groups.map((_, index) => new Construct(stack, `distribution-${index}`));
    const ids = groups.map((one, index) => KeyGroups.of(stack).id(users[index] as Construct, one));
    new TerraformOutput(stack, "groups", { value: ids });
    new TerraformOutput(stack, "keys", { value: PublicKeys.of(stack).ids });
  });

describe("the key groups of a stack", () => {
  it("are one for the same keys, however their PEM ends", () => {
    const synthesis = made(group(["a", current]), group(["a", `\n${current.trim().replaceAll("\n", "\r\n")}`]));
    expect(synthesis.one("aws_cloudfront_key_group").items).toHaveLength(1);
    expect(synthesis.one("aws_cloudfront_public_key").encoded_key).toBe(current);
    const [first, second] = JSON.parse(synthesis.text).output.groups.value;
    expect(first).toBe(second);
  });

  it("share a key while signers move to the next one, and have names that change with the keys", () => {
    const synthesis = made(group(["a", current]), group(["a", current], ["b", next]));
    expect(synthesis.all("aws_cloudfront_public_key")).toHaveLength(2);
    const names = synthesis.all("aws_cloudfront_key_group").map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^stack-keys-[0-9a-f]{8}$/);
    const all = [...synthesis.all("aws_cloudfront_key_group"), ...synthesis.all("aws_cloudfront_public_key")];
    for (const { lifecycle } of all) expect(lifecycle).toEqual({ create_before_destroy: true });
  });

  it("give signers the ids of the keys by name", () => {
    const ids = JSON.parse(made(group(["a", current], ["b", next])).text).output.keys.value;
    expect(Object.keys(ids)).toEqual(["a", "b"]);
    for (const id of Object.values(ids)) expect(id).toMatch(/^\$\{aws_cloudfront_public_key\..*\.id\}$/);
  });

  it("may be those that exist, by id, and have keys that exist", () => {
    const synthesis = synthesized((stack) => {
      new TerraformOutput(stack, "group", { value: KeyGroups.of(stack).id(stack, "00000000-1111") });
      KeyGroups.of(stack).id(stack, { items: ["K2JCJMDEHXQW5F"] });
    });
    expect(JSON.parse(synthesis.text).output.group.value).toBe("00000000-1111");
    expect(synthesis.one("aws_cloudfront_key_group").items).toEqual(["K2JCJMDEHXQW5F"]);
  });
});
