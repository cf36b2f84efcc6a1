import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query/index.js";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup/index.js";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database/index.js";
import { parquetColumn } from "@featheredge/aws-rules";
import { Construct } from "constructs";
import { joinedName } from "../naming.ts";
import { LogTable, type LogTableProps } from "./log-table.ts";

export interface AthenaQueriesProps extends Omit<LogTableProps, "databaseName"> {
  /** Begins the names of all resources: `prod-site`. */
  readonly name: string;
  readonly bytesScannedCutoffPerQuery: number;
}

interface Query {
  readonly description: string;
  readonly needs: readonly string[];
  readonly sql: (table: string) => string;
}

/** A day's partition, since a query without one would read all logs. */
const yesterday = `year = date_format(current_date - interval '1' day, '%Y')
  AND month = date_format(current_date - interval '1' day, '%m')
  AND day = date_format(current_date - interval '1' day, '%d')`;

const queries: Readonly<Record<string, Query>> = {
  "errors-by-path": {
    description: "Yesterday's 5xx answers, by path and status",
    needs: ["cs-uri-stem", "sc-status"],
    sql: (table) => `SELECT cs_uri_stem, sc_status, count(*) AS errors
FROM ${table}
WHERE ${yesterday}
  AND sc_status LIKE '5%'
GROUP BY cs_uri_stem, sc_status
ORDER BY errors DESC
LIMIT 50`,
  },
  "cache-hit-rate-by-path": {
    description: "How often the cache answered yesterday, by path",
    needs: ["cs-uri-stem", "x-edge-result-type"],
    sql: (table) => `SELECT cs_uri_stem,
  count(*) AS requests,
  round(100.0 * count_if(x_edge_result_type IN ('Hit', 'RefreshHit')) / count(*), 1) AS hit_rate
FROM ${table}
WHERE ${yesterday}
GROUP BY cs_uri_stem
ORDER BY requests DESC
LIMIT 50`,
  },
  "bytes-by-country": {
    description: "The bytes sent yesterday, by country",
    needs: ["c-country", "sc-bytes"],
    sql: (table) => `SELECT c_country, count(*) AS requests, sum(CAST(sc_bytes AS bigint)) AS bytes
FROM ${table}
WHERE ${yesterday}
GROUP BY c_country
ORDER BY bytes DESC`,
  },
  "slow-requests": {
    description: "Yesterday's slowest paths, in seconds",
    needs: ["cs-uri-stem", "time-taken"],
    sql: (
      table,
    ) => `SELECT cs_uri_stem, count(*) AS requests, approx_percentile(CAST(time_taken AS double), 0.99) AS p99
FROM ${table}
WHERE ${yesterday}
GROUP BY cs_uri_stem
ORDER BY p99 DESC
LIMIT 50`,
  },
};

/** A database with a table of the access logs, a workgroup that limits what a query costs, and saved queries. */
export class AthenaQueries extends Construct {
  constructor(scope: Construct, id: string, props: AthenaQueriesProps) {
    super(scope, id);
    const { name, bytesScannedCutoffPerQuery, bucket, prefix, recordFields } = props;
    // Athena's names have no '-'.
    const database = new GlueCatalogDatabase(this, "database", {
      name: parquetColumn(joinedName([name, "logs"], 128)),
    });
    const table = new LogTable(this, "table", { ...props, databaseName: database.name }).tableName;
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: joinedName([name, "logs"], 128),
      // The saved queries are deleted with it.
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery,
        resultConfiguration: {
          outputLocation: `s3://${bucket}/${prefix}-queries/`,
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
        },
      },
    });
    for (const [query, { description, needs, sql }] of Object.entries(queries)) {
      if (!needs.every((field) => recordFields.includes(field))) continue;
      new AthenaNamedQuery(this, query, {
        name: query,
        description,
        database: database.name,
        workgroup: workgroup.id,
        query: sql(table),
      });
    }
  }
}
