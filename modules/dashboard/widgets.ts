/** The resources that a dashboard shows. */
export interface DashboardSubjects {
  readonly distributionId: string;
  /** True if the distribution has a monitoring subscription. @default false */
  readonly additionalMetrics?: boolean | undefined;
  /** The names of CloudFront Functions. @default [] */
  readonly cloudFrontFunctions?: readonly string[] | undefined;
  /** The names of Lambda@Edge functions. @default [] */
  readonly lambdaFunctions?: readonly string[] | undefined;
  /** The regions whose replicas are shown. @default us-east-1 */
  readonly lambdaRegions?: readonly string[] | undefined;
  /** Alarms in us-east-1. @default [] */
  readonly alarmArns?: readonly string[] | undefined;
}

/** A widget of a dashboard's body, without its position. */
interface Widget {
  readonly type: "metric" | "text" | "alarm";
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

/** A metric as a widget names it: namespace, name, dimensions, and how it is shown. */
type Metric = readonly (string | Readonly<Record<string, string>>)[];

interface Given extends DashboardSubjects {
  readonly title: string;
  /** Seconds. */
  readonly period: number;
}

/** All widgets, in rows of 24 columns. The same subjects give the same widgets in the same order. */
export function dashboardWidgets(given: Given): (Widget & { readonly x: number; readonly y: number })[] {
  const { cloudFrontFunctions = [], lambdaFunctions = [], lambdaRegions = ["us-east-1"], alarmArns = [] } = given;
  const chart = charts(given.period);
  const rows: Widget[][] = [
    [{ type: "text", width: 24, height: 1, properties: { markdown: `# ${given.title}` } }],
    ...(alarmArns.length === 0 ? [] : [[alarms(alarmArns)]]),
    ...distributionRows(given, chart),
    ...cloudFrontFunctions.map((name) => functionRow(name, chart)),
    ...lambdaFunctions.flatMap((name) => lambdaRegions.map((region) => lambdaRow(name, region, chart))),
  ];
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const placed = row.map((widget) => {
      const at = { ...widget, x, y };
      x += widget.width;
      return at;
    });
    y += Math.max(...row.map(({ height }) => height));
    return placed;
  });
}

type Chart = (title: string, stat: string, metrics: readonly Metric[], region?: string) => Widget;

const charts =
  (period: number): Chart =>
  (title, stat, metrics, region = "us-east-1") => ({
    type: "metric",
    width: 8,
    height: 6,
    properties: { title, view: "timeSeries", region, stat, period, metrics },
  });

function alarms(alarmArns: readonly string[]): Widget {
  return { type: "alarm", width: 24, height: 3, properties: { title: "Alarms", alarms: alarmArns } };
}

function distributionRows({ distributionId, additionalMetrics = false }: Given, chart: Chart): Widget[][] {
  const of = (name: string, shown: Readonly<Record<string, string>> = {}): Metric => [
    "AWS/CloudFront",
    name,
    "DistributionId",
    distributionId,
    "Region",
    "Global",
    ...(Object.keys(shown).length === 0 ? [] : [shown]),
  ];
  const always = [
    chart("Requests", "Sum", [of("Requests")]),
    chart("Bytes", "Sum", [of("BytesDownloaded"), of("BytesUploaded")]),
    chart("Error rates (%)", "Average", [of("4xxErrorRate"), of("5xxErrorRate")]),
  ];
  const additional = [
    chart("Cache hit rate (%)", "Average", [of("CacheHitRate")]),
    chart("Origin latency (ms)", "p90", [
      of("OriginLatency", { stat: "p50", label: "p50" }),
      of("OriginLatency", { stat: "p90", label: "p90" }),
      of("OriginLatency", { stat: "p99", label: "p99" }),
    ]),
    chart(
      "Error rates by status (%)",
      "Average",
      ["401", "403", "404", "502", "503", "504"].map((status) => of(`${status}ErrorRate`)),
    ),
  ];
  return additionalMetrics ? [always, additional] : [always];
}

function functionRow(name: string, chart: Chart): Widget[] {
  const of = (metric: string): Metric => ["AWS/CloudFront", metric, "FunctionName", name, "Region", "Global"];
  return [
    chart(`${name}: invocations`, "Sum", [of("FunctionInvocations")]),
    chart(`${name}: errors and throttles`, "Sum", [
      of("FunctionExecutionErrors"),
      of("FunctionValidationErrors"),
      of("FunctionThrottles"),
    ]),
    chart(`${name}: compute utilization (%)`, "p99", [of("FunctionComputeUtilization")]),
  ];
}

function lambdaRow(name: string, region: string, chart: Chart): Widget[] {
  const of = (metric: string): Metric => ["AWS/Lambda", metric, "FunctionName", `us-east-1.${name}`];
  const where = `${name} in ${region}`;
  return [
    chart(`${where}: invocations`, "Sum", [of("Invocations")], region),
    chart(`${where}: errors and throttles`, "Sum", [of("Errors"), of("Throttles")], region),
    chart(`${where}: duration (ms)`, "p99", [of("Duration")], region),
  ];
}
