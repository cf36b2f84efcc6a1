import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";

export interface InsightsQueriesProps {
  /** The folder of the queries in CloudWatch's console. */
  readonly name: string;
  readonly usEast1: AwsProvider;
  /** A log group of standard logs in JSON. */
  readonly accessLogGroup?: string | undefined;
  /** The fields of each request. */
  readonly recordFields: readonly string[];
  /** Log groups of CloudFront Functions and of Lambda@Edge functions in us-east-1. */
  readonly functionLogGroups: readonly string[];
}

/** The lines of a query, and the fields without which it makes no sense. */
interface Query {
  readonly needs: readonly string[];
  readonly lines: readonly string[];
}

const accessQueries: Readonly<Record<string, Query>> = {
  "errors-by-path": {
    needs: ["sc-status", "cs-uri-stem"],
    lines: [
      "filter `sc-status` >= 500",
      "stats count(*) as errors by `cs-uri-stem`, `sc-status`",
      "sort errors desc",
      "limit 50",
    ],
  },
  "cache-results-by-path": {
    needs: ["x-edge-result-type", "cs-uri-stem"],
    lines: [
      "filter `x-edge-result-type` like /Miss/",
      "stats count(*) as misses by `cs-uri-stem`",
      "sort misses desc",
      "limit 50",
    ],
  },
  "slow-requests": {
    needs: ["time-taken", "cs-uri-stem"],
    lines: [
      "stats count(*) as requests, pct(`time-taken`, 50) as p50, pct(`time-taken`, 99) as p99 by `cs-uri-stem`",
      "sort p99 desc",
      "limit 50",
    ],
  },
  "top-clients": {
    needs: ["c-ip"],
    lines: ["stats count(*) as requests by `c-ip`", "sort requests desc", "limit 50"],
  },
  "custom-data": {
    needs: ["viewer-request-log-data"],
    lines: [
      "filter `viewer-request-log-data` != '-'",
      "stats count(*) as requests by `viewer-request-log-data`",
      "sort requests desc",
      "limit 50",
    ],
  },
};

const functionQueries: Readonly<Record<string, readonly string[]>> = {
  "function-errors": ["filter @message like /(?i)error|exception|timed out/", "sort @timestamp desc", "limit 100"],
  "function-lines": ["sort @timestamp desc", "limit 200"],
};

/** Saved queries of Logs Insights: of requests, and of what functions log. */
export class InsightsQueries extends Construct {
  constructor(scope: Construct, id: string, props: InsightsQueriesProps) {
    super(scope, id);
    const { name, usEast1: provider, accessLogGroup, recordFields, functionLogGroups } = props;
    const save = (query: string, logGroupNames: readonly string[], lines: readonly string[]) =>
      new CloudwatchQueryDefinition(this, query, {
        provider,
        name: `${name}/${query}`,
        logGroupNames: [...logGroupNames],
        queryString: ["fields @timestamp, @message", ...lines].join("\n| "),
      });
    if (accessLogGroup !== undefined) {
      for (const [query, { needs, lines }] of Object.entries(accessQueries)) {
        if (needs.every((field) => recordFields.includes(field))) save(query, [accessLogGroup], lines);
      }
    }
    if (functionLogGroups.length === 0) return;
    for (const [query, lines] of Object.entries(functionQueries)) save(query, functionLogGroups, lines);
  }
}
