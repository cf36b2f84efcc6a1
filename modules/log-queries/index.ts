import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import type { AccessLogs } from "../access-logs/index.ts";
import { AthenaQueries } from "./athena.ts";
import { InsightsQueries } from "./insights.ts";
import { type LogQueriesOptions, logQueriesOptions } from "./options.ts";

export interface LogQueriesProps extends LogQueriesOptions {
  /** Begins the names of all resources: `prod-site`. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly usEast1: AwsProvider;
  readonly distributionId: string;
  /** The distribution's standard logs. @default none */
  readonly accessLogs?: Pick<AccessLogs, "recordFields" | "files" | "logGroup"> | undefined;
  /** The log groups of functions in us-east-1. @default [] */
  readonly functionLogGroups?: readonly string[] | undefined;
}

/**
 * Saved queries: of Logs Insights for logs in log groups, of Athena for Parquet files in a bucket. Athena's resources are
 * in the region of the default provider, which must be the bucket's.
 */
export class LogQueries extends Construct {
  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, props: LogQueriesProps) {
    super(scope, id);
    const { name, account, usEast1, distributionId, accessLogs, functionLogGroups = [] } = props;
    const { bytesScannedCutoffPerQuery, firstYear } = logQueriesOptions.parse({
      bytesScannedCutoffPerQuery: props.bytesScannedCutoffPerQuery,
      firstYear: props.firstYear,
    });
    const { recordFields = [], files, logGroup } = accessLogs ?? {};
    new InsightsQueries(this, "insights", {
      name,
      usEast1,
      accessLogGroup: logGroup?.outputFormat === "json" ? logGroup.name : undefined,
      recordFields,
      functionLogGroups,
    });
    if (files?.outputFormat !== "parquet") return;
    const { bucket, prefix, suffixPath, enableHiveCompatiblePath } = files;
    new AthenaQueries(this, "athena", {
      name,
      account,
      distributionId,
      bucket,
      prefix,
      suffixPath,
      enableHiveCompatiblePath,
      recordFields,
      firstYear,
      bytesScannedCutoffPerQuery,
    });
  }
}
