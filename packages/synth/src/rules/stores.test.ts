import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function/index.js";
import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store/index.js";
import { CloudfrontkeyvaluestoreKey } from "@cdktf/provider-aws/lib/cloudfrontkeyvaluestore-key/index.js";
import { CloudfrontkeyvaluestoreKeysExclusive } from "@cdktf/provider-aws/lib/cloudfrontkeyvaluestore-keys-exclusive/index.js";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { many, reported } from "../testing/index.ts";

describe("a KeyValueStore that AWS rejects", () => {
  const store = (stack: TerraformStack) => new CloudfrontKeyValueStore(stack, "store", { name: "store" });

  it("is reported for a key that is too long", () => {
    const diagnostics = reported((stack) => {
      const keyValueStoreArn = store(stack).arn;
      const key = "k".repeat(513);
      new CloudfrontkeyvaluestoreKey(stack, "one", { keyValueStoreArn, key, value: "" });
      new CloudfrontkeyvaluestoreKeysExclusive(stack, "more", {
        keyValueStoreArn,
        resourceKeyValuePair: [{ key: "k", value: "v".repeat(1_025) }],
      });
    });
    expect(diagnostics.map((message) => /The (key|value) of/.exec(message)?.[1]).sort()).toEqual(["key", "value"]);
  });

  it("is reported for over 50 keys per update", () => {
    const [message] = reported((stack) => {
      const keyValueStoreArn = store(stack).arn;
      new CloudfrontkeyvaluestoreKeysExclusive(stack, "keys", { keyValueStoreArn, maxBatchSize: 51 });
    });
    expect(message).toContain("keys.max_batch_size: 51 keys per update; a KeyValueStore takes 50.");
  });

  it("is reported for over 100 functions that read it", () => {
    const [message] = reported((stack) => {
      const { arn } = store(stack);
      for (const name of many(101, (index) => `f${index}`)) {
        new CloudfrontFunction(stack, name, {
          name,
          runtime: "cloudfront-js-2.0",
          code: "",
          keyValueStoreAssociations: [arn],
        });
      }
    });
    expect(message).toContain("aws_cloudfront_key_value_store.store: 101 functions; AWS takes 100 a KeyValueStore.");
  });
});
