import { cloudFrontFunctionCost } from "./cost.ts";
import { prices, transferTiers } from "./prices.ts";

/** The use of a distribution in a month. */
export interface MonthlyUse {
  readonly requests: number;
  /** To viewers, in bytes. */
  readonly bytes: number;
  readonly cloudFrontFunctionRuns: number;
  readonly keyValueStoreReads: number;
  readonly lambdaAtEdge: { readonly runs: number; readonly perMonth: number };
  /** Undefined if there is no web ACL; `rules` is undefined for an existing one, whose rules its owner pays. */
  readonly webAcl?: { readonly rules: number | undefined; readonly logged: boolean } | undefined;
  /** True if access logs go to CloudWatch Logs. */
  readonly logsToCloudWatch: boolean;
  /** The percentage of requests that real-time logs have; 0 without them. */
  readonly realTimeLogPercent: number;
  readonly invalidationPaths: number;
  /** Requests of CloudFront to S3. */
  readonly s3Requests: number;
  /** Of the content in S3. */
  readonly s3Bytes: number;
}

export interface CostLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  /** USD. */
  readonly perMonth: number;
  /** True if the price of a flat-rate plan covers it. */
  readonly inPlans: boolean;
}

/** Assumed sizes of one line of a log, in bytes. */
const logLineBytes = { accessLog: 700, webAclLog: 1_500, lambdaRun: 400 } as const;

const gibibyte = 1024 ** 3;

/** USD for GB to viewers in a month. AWS counts GB of 1,024 MB. */
export function transferCost(gigabytes: number): number {
  let from = 0;
  let sum = 0;
  for (const { upTo, perGb } of transferTiers) {
    sum += Math.max(0, Math.min(gigabytes, upTo) - from) * perGb;
    from = upTo;
  }
  return sum;
}

/** The lines of a distribution's bill in USD, without what AWS gives an account for free. */
export function monthlyCost(use: MonthlyUse): CostLine[] {
  const { requests, bytes, lambdaAtEdge, webAcl } = use;
  const million = (quantity: number, { value }: { readonly value: number }) => (quantity / 1e6) * value;
  const logBytes =
    (use.logsToCloudWatch ? requests * logLineBytes.accessLog : 0) +
    (webAcl?.logged === true ? requests * logLineBytes.webAclLog : 0);
  const lambdaLogBytes = lambdaAtEdge.runs * logLineBytes.lambdaRun;
  const logged = (size: number) => (size / gibibyte) * prices.cloudWatchLogsPerGb.value;
  const line = (item: string, unit: string, quantity: number, perMonth: number, inPlans = true): CostLine => ({
    item,
    quantity,
    unit,
    perMonth,
    inPlans,
  });
  const rules = webAcl?.rules;
  const realTimeLines = (requests * use.realTimeLogPercent) / 100;
  const lines = [
    line("requests", "requests", requests, million(requests, prices.httpsRequestsPerMillion)),
    line("transfer to viewers", "GB", bytes / gibibyte, transferCost(bytes / gibibyte)),
    line(
      "CloudFront Functions",
      "runs",
      use.cloudFrontFunctionRuns,
      cloudFrontFunctionCost(use.cloudFrontFunctionRuns).perMonth,
    ),
    line(
      "KeyValueStore",
      "reads",
      use.keyValueStoreReads,
      million(use.keyValueStoreReads, prices.keyValueStoreReadPerMillion),
    ),
    line("Lambda@Edge", "runs", lambdaAtEdge.runs, lambdaAtEdge.perMonth, false),
    line("Lambda@Edge logs", "GB", lambdaLogBytes / gibibyte, logged(lambdaLogBytes), false),
    line(
      "web ACL",
      "rules",
      rules ?? 0,
      rules === undefined ? 0 : prices.webAclPerMonth.value + rules * prices.webAclRulePerMonth.value,
    ),
    line(
      "web ACL requests",
      "requests",
      webAcl === undefined ? 0 : requests,
      webAcl === undefined ? 0 : million(requests, prices.webAclRequestsPerMillion),
    ),
    line("logs in CloudWatch", "GB", logBytes / gibibyte, logged(logBytes)),
    line("real-time logs", "lines", realTimeLines, million(realTimeLines, prices.realTimeLogLinesPerMillion), false),
    line("invalidations", "paths", use.invalidationPaths, use.invalidationPaths * prices.invalidationPath.value),
    line("S3 requests", "requests", use.s3Requests, (use.s3Requests / 1e3) * prices.s3GetPerThousand.value, false),
    line("S3 storage", "GB", use.s3Bytes / gibibyte, (use.s3Bytes / gibibyte) * prices.s3StoragePerGb.value, false),
  ];
  return lines.filter(({ quantity, perMonth }) => quantity > 0 || perMonth > 0);
}
