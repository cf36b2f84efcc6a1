import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { expect, it } from "vitest";
import { SiteStack } from "./site-stack.ts";

const file = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), "utf8");

it("synthesizes a distribution from the modules alone", () => {
  const { resource } = JSON.parse(Testing.synth(new SiteStack(Testing.app({ stackTraces: false }), "site")));
  const [distribution] = Object.values<Record<string, unknown>>(resource.aws_cloudfront_distribution);
  expect(distribution).toMatchObject({
    origin: [{ domain_name: "app.example.com", custom_origin_config: { origin_read_timeout: 20 } }],
    default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
  });
  expect(Object.keys(resource.aws_cloudfront_cache_policy)).toHaveLength(1);
});

it("is the example of docs/extending.md", () => {
  expect(file("..", "..", "docs", "extending.md")).toContain(file("site-stack.ts"));
});
