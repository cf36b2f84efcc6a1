import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table/index.js";
import { parquetColumn, suffixPathOf } from "@featheredge/aws-rules";
import { Construct } from "constructs";

export interface LogTableProps {
  readonly databaseName: string;
  /** The bucket's name, and the folder of the logs in it. */
  readonly bucket: string;
  readonly prefix: string;
  readonly suffixPath: string;
  readonly enableHiveCompatiblePath: boolean;
  readonly distributionId: string;
  /** Twelve digits. */
  readonly account: string;
  readonly recordFields: readonly string[];
  readonly firstYear: number;
}

/** The variables of a suffix path that are partitions, and their columns and values. */
const partitions = {
  yyyy: { column: "year", digits: "4", range: (first: number) => `${first},${first + 50}` },
  MM: { column: "month", digits: "2", range: () => "1,12" },
  dd: { column: "day", digits: "2", range: () => "1,31" },
  HH: { column: "hour", digits: "2", range: () => "0,23" },
} as const;

/**
 * A table of the Parquet files of one distribution's access logs. Athena computes the partitions from the path, so that
 * no crawler has to find them.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudfront-table-partition.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export class LogTable extends Construct {
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: LogTableProps) {
    super(scope, id);
    const { databaseName, bucket, prefix, recordFields, firstYear } = props;
    const used = Object.entries(partitions).filter(([variable]) => props.suffixPath.includes(`{${variable}}`));
    const projections = used.flatMap(([, { column, digits, range }]) => [
      [`projection.${column}.type`, "integer"],
      [`projection.${column}.range`, range(firstYear)],
      [`projection.${column}.digits`, digits],
    ]);
    this.tableName = new GlueCatalogTable(this, "Default", {
      databaseName,
      name: "access_logs",
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        "projection.enabled": "true",
        ...Object.fromEntries(projections),
        "storage.location.template": `s3://${bucket}/${prefix}/${pathTemplate(props)}/`,
      },
      partitionKeys: used.map(([, { column }]) => ({ name: column, type: "string" })),
      storageDescriptor: {
        location: `s3://${bucket}/${prefix}/`,
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
        columns: recordFields.map((field) => ({ name: parquetColumn(field), type: "string" })),
      },
    }).name;
  }
}

/** The path of the logs, with Athena's references to partitions instead of the times. */
function pathTemplate({ suffixPath, enableHiveCompatiblePath, distributionId, account }: LogTableProps): string {
  // Terraform would read a single '$' before a brace as its own template.
  const partition = (variable: keyof typeof partitions) => `$\${${partitions[variable].column}}`;
  return suffixPathOf(suffixPath, enableHiveCompatiblePath, {
    DistributionId: distributionId,
    distributionid: distributionId,
    "account-id": account,
    accountid: account,
    yyyy: partition("yyyy"),
    MM: partition("MM"),
    dd: partition("dd"),
    HH: partition("HH"),
  });
}
