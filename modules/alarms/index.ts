import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import { joinedName } from "../naming.ts";
import { distributionAlarms, functionAlarms, lambdaAlarms, type NamedAlarm } from "./metrics.ts";
import { type AlarmsOptions, alarmsOptions } from "./options.ts";
import { AlarmTopics } from "./topics.ts";

export interface AlarmsProps extends AlarmsOptions {
  /** Begins the names of all resources: `prod-site`. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly distributionId: string;
  /** CloudFront has its metrics in us-east-1. */
  readonly usEast1: AwsProvider;
  /** True if the distribution has a monitoring subscription. @default false */
  readonly additionalMetrics?: boolean | undefined;
  /** The names of CloudFront Functions. @default [] */
  readonly cloudFrontFunctions?: readonly string[] | undefined;
  /** The names of Lambda@Edge functions. @default [] */
  readonly lambdaFunctions?: readonly string[] | undefined;
  /** The regions in which replicas of Lambda@Edge functions are watched. @default us-east-1 */
  readonly lambdaRegions?: Readonly<Record<string, AwsProvider>> | undefined;
  /** The distribution's ACM certificate. @default none */
  readonly certificateArn?: string | undefined;
}

const edgeRegion = "us-east-1";

/** Alarms of a distribution, its functions and its certificate, which notify SNS topics of their regions. */
export class Alarms extends Construct {
  /** The ARNs of all alarms in us-east-1, for a dashboard. */
  readonly arns: readonly string[];
  readonly #name: string;
  readonly #topics: AlarmTopics;

  /** @throws ZodError when an option has a wrong form. @throws Error when an alarm needs metrics that are not enabled */
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { name, account, usEast1, distributionId, additionalMetrics = false } = props;
    const { cloudFrontFunctions = [], lambdaFunctions = [], certificateArn } = props;
    const options = withMetrics(optionsOf(props), additionalMetrics);
    this.#name = name;
    this.#topics = new AlarmTopics(this, "topic", { name, account, ...options });
    const global = [
      ...distributionAlarms(options, distributionId, certificateArn),
      ...cloudFrontFunctions.flatMap((functionName) => functionAlarms(options, functionName)),
    ];
    const regions = Object.entries(props.lambdaRegions ?? { [edgeRegion]: usEast1 });
    for (const [region, provider] of regions) {
      for (const alarm of lambdaFunctions.flatMap((functionName) => lambdaAlarms(options, functionName))) {
        this.#create(`${alarm.id}-${region}`, alarm, region, provider);
      }
    }
    this.arns = global.map((alarm) => this.#create(alarm.id, alarm, edgeRegion, usEast1).arn);
  }

  #create(id: string, { alarm }: NamedAlarm, region: string, provider: AwsProvider): CloudwatchMetricAlarm {
    const topics = this.#topics.in(region, provider);
    const config: CloudwatchMetricAlarmConfig = {
      provider,
      alarmName: joinedName([this.#name, id], 255),
      ...alarm,
      alarmActions: topics,
      okActions: topics,
    };
    return new CloudwatchMetricAlarm(this, id, config);
  }
}

type Resolved = z.output<typeof alarmsOptions>;

const shape = Object.keys(alarmsOptions.shape);

function optionsOf(props: AlarmsProps): Resolved {
  return alarmsOptions.parse(Object.fromEntries(Object.entries(props).filter(([key]) => shape.includes(key))));
}

/** Adds the alarms that need additional metrics where the distribution has them. */
function withMetrics(options: Resolved, additionalMetrics: boolean): Resolved {
  const { originLatency, cacheHitRate } = options;
  if (additionalMetrics) {
    const defaults = alarmsOptions.parse({ originLatency: {}, cacheHitRate: {} });
    return {
      ...options,
      originLatency: originLatency ?? defaults.originLatency,
      cacheHitRate: cacheHitRate ?? defaults.cacheHitRate,
    };
  }
  if (originLatency || cacheHitRate) {
    throw new Error(
      "Alarms: originLatency and cacheHitRate need metrics that only 'additionalMetrics: true' provides.",
    );
  }
  return options;
}
