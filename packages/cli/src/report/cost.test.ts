import { pricesAsOf } from "@featheredge/aws-rules";
import { describe, expect, it } from "vitest";
import { formatCost } from "./cost.ts";

describe("the report of costs", () => {
  it("has each distribution's bill, the plans next to it, and says what the total includes and excludes", () => {
    const text = formatCost({
      environment: "prod",
      prices: pricesAsOf,
      distributions: [
        {
          distribution: "site",
          pricingPlan: "pro",
          traffic: {
            viewerRequestsPerMonth: 20_000_000,
            responseKilobytes: 60,
            cacheHitRatio: 0.95,
            invalidationPathsPerMonth: 0,
          },
          lines: [
            { item: "requests", quantity: 20_000_000, unit: "requests", perMonth: 20, inPlans: true },
            { item: "transfer to viewers", quantity: 1117.6, unit: "GB", perMonth: 1095, inPlans: true },
            { item: "S3 storage", quantity: 0.0123, unit: "GB", perMonth: 0.0003, inPlans: false },
          ],
          plans: [
            { plan: "pay-as-you-go", perMonth: 1115, exceeds: [], blockers: [] },
            { plan: "pro", perMonth: 15, exceeds: ["10 M requests"], blockers: [] },
            { plan: "free", perMonth: 0, exceeds: ["1 M requests"], blockers: ["The web ACL has 6 rules."] },
          ],
          perMonth: 15,
        },
      ],
      perMonth: 15,
      includes: ["requests", "transfer"],
      excludes: ["DNS"],
    });
    expect(text).toMatchInlineSnapshot(`
      "prod

      site: 20,000,000 requests of 60 KB, 95 % of them from the cache
        item                 quantity              $/month
        requests             20,000,000  requests  20.00
        transfer to viewers  1,118       GB        1,095.00
        S3 storage           0.0123      GB        0.00

        plan           $/month
        pay-as-you-go  1,115.00
        pro *          15.00     Exceeds 10 M requests.
        free           0.00      Exceeds 1 M requests. The web ACL has 6 rules.
        * the distribution's plan

      Together $15.00 a month, each with its own plan.
      Prices are USD of us-east-1 as of 2026-09. Not verified against AWS's pages: https://aws.amazon.com/waf/pricing/, https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/s3/pricing/.
      Included: requests; transfer.
      Not included: DNS.
      "
    `);
  });
});
