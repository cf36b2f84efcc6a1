import {
  type CostLine,
  type PlanCost,
  type PricingPlan,
  type pricesAsOf,
  unverifiedPricePages,
} from "@featheredge/aws-rules";
import type { DistributionTraffic } from "../project/registry.ts";
import { formatInteger, formatTable } from "./table.ts";

/** The costs of an environment in a month, in USD. */
export interface CostReport {
  readonly environment: string;
  readonly prices: typeof pricesAsOf;
  readonly distributions: readonly {
    readonly distribution: string;
    readonly pricingPlan: PricingPlan;
    readonly traffic: DistributionTraffic;
    /** The distribution whose bill has the web ACL that both use. */
    readonly webAclPaidBy?: string | undefined;
    /** The bill by use, whatever the plan. */
    readonly lines: readonly CostLine[];
    readonly plans: readonly PlanCost[];
    /** With its own plan. */
    readonly perMonth: number;
  }[];
  readonly perMonth: number;
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
}

export const includes = [
  "HTTPS requests and transfer to viewers at the prices of the United States, Mexico and Canada",
  "functions, and one read of the KeyValueStore in each run of a CloudFront Function that has one",
  "web ACLs that the environment creates, each once, and the requests that web ACLs inspect",
  "logs in CloudWatch (700 bytes for a request, 1,500 for the web ACL, 400 for a run of Lambda@Edge)",
  "lines of real-time logs",
  "invalidations",
  "requests to S3 for cache misses, and storage of the content",
];

export const excludes = [
  "what AWS gives an account for free (1 TB, 10,000,000 requests and 2,000,000 runs of CloudFront Functions a month)",
  "requests and bodies to origins, Origin Shield and origins other than S3",
  "storage of logs, log files in S3, logs of web ACLs that keep blocked requests only, Kinesis and alarms",
  "resources and settings that an 'extend' function adds or changes",
  "rules of sellers, bot control and CAPTCHA",
  "changes of KeyValueStores",
  "DNS, taxes and discounts",
];

/** A table of each distribution's bill, and one that compares the plans. */
export function formatCost(report: CostReport): string {
  const { environment, prices, distributions, perMonth } = report;
  const notes = [
    `Together $${dollars(perMonth)} a month, each with its own plan.`,
    `Prices are ${prices.currency} of ${prices.region} as of ${prices.date}. Not verified against AWS's pages: ${unverifiedPricePages.join(", ")}.`,
    `Included: ${report.includes.join("; ")}.`,
    `Not included: ${report.excludes.join("; ")}.`,
  ];
  return `${environment}\n\n${distributions.map(formatDistribution).join("\n")}\n${notes.map((note) => `${note}\n`).join("")}`;
}

function formatDistribution({
  distribution,
  pricingPlan,
  traffic,
  webAclPaidBy,
  lines,
  plans,
}: CostReport["distributions"][number]): string {
  const { viewerRequestsPerMonth, responseKilobytes, cacheHitRatio } = traffic;
  const bill = [
    ["item", "quantity", "", "$/month"],
    ...lines.map(({ item, quantity, unit, perMonth }) => [item, amount(quantity), unit, dollars(perMonth)]),
  ];
  const comparison = [
    ["plan", "$/month", ""],
    ...plans.map(({ plan, perMonth, exceeds, blockers }) => [
      plan === pricingPlan ? `${plan} *` : plan,
      dollars(perMonth),
      [...exceeds.map((allowance) => `Exceeds ${allowance}.`), ...blockers].join(" "),
    ]),
  ];
  return [
    `${distribution}: ${formatInteger(viewerRequestsPerMonth)} requests of ${responseKilobytes} KB, ${Math.round(cacheHitRatio * 100)} % of them from the cache\n`,
    formatTable(bill, "  "),
    webAclPaidBy === undefined ? "" : `  The web ACL is on the bill of '${webAclPaidBy}', which shares it.\n`,
    "\n",
    formatTable(comparison, "  "),
    "  * the distribution's plan\n",
  ].join("");
}

function amount(quantity: number): string {
  return quantity >= 100 ? formatInteger(Math.round(quantity)) : String(Number(quantity.toPrecision(3)));
}

function dollars(value: number): string {
  return value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
}
