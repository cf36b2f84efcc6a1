import { generateKeyPairSync } from "node:crypto";
import { reported } from "@featheredge/synth/testing";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { type Behavior, EdgeDistribution, type EdgeDistributionProps } from "./index.ts";

const encodedKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

const make = (stack: TerraformStack, behavior: Partial<Behavior>, changes: Partial<EdgeDistributionProps> = {}) =>
  new EdgeDistribution(stack, "site", {
    key: "distributions.site",
    comment: "Site",
    origins: { pages: { block: { domainName: "pages.example.com" } } },
    defaultBehavior: { origin: "pages", ...behavior },
    ...changes,
  });

describe("a behavior", () => {
  it("trusts key groups that exist and its own, of which two behaviors share one", () => {
    const own = { items: [{ name: "2026-11", encodedKey }] };
    const synthesis = synthesized((stack) => {
      make(
        stack,
        { trustedKeyGroups: ["00000000-1111", own] },
        { behaviors: [{ origin: "pages", pathPattern: "/a", trustedKeyGroups: [own] }] },
      );
    });
    const { default_cache_behavior: first, ordered_cache_behavior: others } =
      synthesis.one("aws_cloudfront_distribution");
    expect(first.trusted_key_groups).toEqual(["00000000-1111", others[0].trusted_key_groups[0]]);
    expect(synthesis.all("aws_cloudfront_key_group")).toHaveLength(1);
  });

  it("has a real-time log configuration that exists, by its ARN or by a name that is looked up once", () => {
    const arn = "arn:aws:cloudfront::123456789012:realtime-log-config/company";
    const synthesis = synthesized((stack) => {
      const behaviors = ["company", "company", arn].map((realtimeLogConfig, index) => ({
        origin: "pages",
        pathPattern: `/${index}`,
        realtimeLogConfig,
      }));
      make(stack, {}, { behaviors });
    });
    const { ordered_cache_behavior: behaviors } = synthesis.one("aws_cloudfront_distribution");
    const [first, second, third] = behaviors.map((one: Record<string, unknown>) => one.realtime_log_config_arn);
    expect(first).toMatch(/^\$\{data\.aws_cloudfront_realtime_log_config\.[\w-]+\.arn\}$/);
    expect([second, third]).toEqual([first, arn]);
  });

  it("serves Smooth Streaming if that is asked for", () => {
    const made = (behavior: Partial<Behavior>) =>
      synthesized((stack) => void make(stack, behavior)).one("aws_cloudfront_distribution").default_cache_behavior;
    expect(made({ smoothStreaming: true }).smooth_streaming).toBe(true);
    expect(made({})).not.toHaveProperty("smooth_streaming");
  });

  it("encrypts fields and takes gRPC requests, and reports at its key what these need", () => {
    const entity = { publicKey: { name: "cards", encodedKey }, providerId: "shop", fieldPatterns: ["card"] };
    const features: Partial<Behavior> = {
      grpcConfig: { enabled: true },
      fieldLevelEncryption: { contentTypeProfileConfig: { profile: { encryptionEntities: [entity] } } },
    };
    const allowedMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;
    const right: Partial<Behavior> = { ...features, allowedMethods: [...allowedMethods] };
    const made = synthesized((stack) => void make(stack, right)).one("aws_cloudfront_distribution");
    expect(made.default_cache_behavior).toMatchObject({
      grpc_config: { enabled: true },
      field_level_encryption_id: expect.stringMatching(/^\$\{aws_cloudfront_field_level_encryption_config\./),
    });
    expect(reported((stack) => void make(stack, features))).toEqual([
      expect.stringContaining("distributions.site.defaultBehavior.grpcConfig: The behavior takes gRPC requests"),
      expect.stringContaining("distributions.site.defaultBehavior.fieldLevelEncryption: The behavior encrypts fields"),
    ]);
  });

  it("reports a key that is not public, at the key's position in the environment", () => {
    const secret = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    const trustedKeyGroups = [{ items: [{ name: "leaked", encodedKey: secret }] }];
    expect(reported((stack) => void make(stack, { trustedKeyGroups }))).toEqual([
      expect.stringContaining("trustedKeyGroups[0].items[0].encodedKey: The text is a private key."),
    ]);
  });
});

describe("a distribution", () => {
  it("reads cache tags from a header, which Terraform's binding does not know yet", () => {
    const changes = { cacheTagConfig: { headerName: "x-amz-meta-cache-tag" } };
    const made = synthesized((stack) => void make(stack, {}, changes)).one("aws_cloudfront_distribution");
    expect(made.cache_tag_config).toEqual({ header_name: "x-amz-meta-cache-tag" });
  });
});
