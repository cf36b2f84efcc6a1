import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { KeyValueStore } from "./index.ts";

const store = (parameter?: string) =>
  synthesized((stack, usEast1) => {
    new KeyValueStore(stack, "site", {
      name: "prod-site",
      comment: "Dynamic config",
      file: "initial-entries/site.json",
      parameter: parameter === undefined ? undefined : { name: parameter, usEast1 },
    });
  });

describe("a KeyValueStore", () => {
  it("is filled from its file in batches that AWS accepts, and keeps later changes of its values", () => {
    expect(store().one("aws_cloudfrontkeyvaluestore_keys_exclusive")).toMatchObject({
      key_value_store_arn: "${aws_cloudfront_key_value_store.site.arn}",
      max_batch_size: 50,
      lifecycle: { ignore_changes: ["resource_key_value_pair"] },
      dynamic: {
        resource_key_value_pair: { for_each: '${jsondecode(file("${path.module}/initial-entries/site.json"))}' },
      },
    });
  });

  it("publishes its ARN for Lambda@Edge in a parameter in us-east-1", () => {
    expect(store("/featheredge/prod/site/key-value-store").one("aws_ssm_parameter")).toMatchObject({
      provider: "aws.us_east_1",
      name: "/featheredge/prod/site/key-value-store",
      value: "${aws_cloudfront_key_value_store.site.arn}",
    });
    expect(store().all("aws_ssm_parameter")).toEqual([]);
  });
});
