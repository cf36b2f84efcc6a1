import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { synthesized } from "../testing/synthesized.ts";
import { distribution } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "origins-"));
  mkdirSync(join(root, "apis"));
  writeFileSync(join(root, "apis", "orders.ts"), "export const handler = async () => ({ statusCode: 200 });");
});
afterAll(() => rmSync(root, { recursive: true }));

const apis = { orders: { source: "apis/orders.ts" } };
const shop = (origins: Distribution["origins"], changes: Partial<Distribution> = {}): Distribution => ({
  comment: "Shop",
  origins,
  defaultBehavior: { origin: Object.keys(origins)[0] ?? "" },
  ...changes,
});

const app = (stack: string, output: string) => ({ type: "custom", domainName: { stack, output } }) as const;

describe("an origin that refers to an output of another stack", () => {
  it("reads the stack's state, depends on it, and is Terraform's reference", () => {
    const { hcl, dependencies, diagnostics } = synthesized(
      distribution,
      { apis, distributions: { shop: shop({ app: app("orders", "domain_name") }) } },
      root,
    );
    expect(diagnostics).toEqual([]);
    expect(dependencies).toEqual(["orders-test"]);
    expect(hcl).toMatch(/domain_name += data\.terraform_remote_state\.orders\.outputs\.domain_name/);
  });

  it("may refer to another distribution's output", () => {
    const distributions = {
      shop: shop({ app: app("blog", "distribution_domain_name") }),
      blog: shop({ pages: { type: "static" } }),
    };
    const { hcl, dependencies } = synthesized(distribution, { distributions });
    expect(dependencies).toEqual(["blog-test"]);
    expect(hcl).toContain("data.terraform_remote_state.blog.outputs.distribution_domain_name");
  });

  it("is reported with the stack's outputs if it has no such one", () => {
    const distributions = { shop: shop({ app: app("orders", "domain") }) };
    expect(() => synthesized(distribution, { apis, distributions }, root)).toThrow(
      "environments/test.ts: distributions.shop.origins.app.domainName.output: 'domain' is not an output of the stack 'orders'. Did you mean 'domain_name'? It has: domain_name, function_name.",
    );
  });

  it("is reported if the other stack refers to its stack, too", () => {
    const distributions = {
      shop: shop({ app: app("blog", "distribution_domain_name") }),
      blog: shop({ app: app("shop", "distribution_domain_name") }),
    };
    expect(() => synthesized(distribution, { distributions })).toThrow(
      "The stack 'shop' of environments/test.ts uses an output of a stack that uses an output of 'shop'.",
    );
  });
});

describe("the origins of a distribution", () => {
  it("can be a group of two, of which CloudFront asks the second if the first fails", () => {
    const origins = { pages: { type: "static" }, copy: { type: "s3", bucket: "copy-example" } } as const;
    const { hcl, diagnostics } = synthesized(distribution, {
      distributions: {
        shop: shop(origins, {
          originGroups: { both: { members: ["pages", "copy"], statusCodes: [403, 500] } },
          defaultBehavior: { origin: "both" },
        }),
      },
    });
    expect(diagnostics).toEqual([]);
    expect(hcl).toContain(`  origin_group {
    origin_id = "both"

    failover_criteria {
      status_codes = [403, 500]
    }

    member {
      origin_id = "pages"
    }

    member {
      origin_id = "copy"
    }
  }`);
    expect(hcl).toMatch(/target_origin_id +=\s"both"/);
  });

  it("share an access control", () => {
    const { hcl } = synthesized(distribution, {
      distributions: { shop: shop({ pages: { type: "static" }, images: { type: "static" } }) },
    });
    expect(hcl.match(/resource "aws_cloudfront_origin_access_control"/g)).toHaveLength(1);
    expect(hcl).toMatch(/name += "test-shop-s3-[0-9a-f]{8}"/);
  });

  it("print the statements that policies of other teams need", () => {
    const { hcl } = synthesized(distribution, {
      distributions: { shop: shop({ docs: { type: "s3", bucket: "docs-example" } }) },
    });
    expect(hcl).toContain('output "origin_statements" {');
    expect(hcl).toContain("arn:aws:s3:::docs-example");
  });

  it("take text literally", () => {
    const { hcl } = synthesized(distribution, {
      distributions: {
        shop: shop({ app: { type: "custom", domainName: "a.example.com", customHeaders: { "X-A": "${a}" } } }),
      },
    });
    expect(hcl).toContain('value = "$${a}"');
  });

  it("report arguments that need a newer provider at the environment's key", () => {
    const { diagnostics } = synthesized(distribution, {
      distributions: {
        shop: shop({
          app: {
            type: "custom",
            domainName: "a.example.com",
            ipAddressType: "dualstack",
            originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
          },
        }),
      },
    });
    expect(diagnostics).toEqual([
      expect.stringContaining(
        "distributions.shop.origins.app.ipAddressType: origin.custom_origin_config.ip_address_type needs AWS provider 6.15.0",
      ),
      expect.stringContaining(
        "distributions.shop.origins.app.originMtlsConfig: origin.custom_origin_config.origin_mtls_config needs AWS provider 6.51.0",
      ),
    ]);
  });
});
