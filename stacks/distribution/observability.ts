import { CloudfrontMonitoringSubscription } from "@cdktf/provider-aws/lib/cloudfront-monitoring-subscription/index.js";
import { literal } from "@featheredge/synth";
import type { Environment } from "#environments";
import { AccessLogs } from "#modules/access-logs/index.ts";
import { Alarms } from "#modules/alarms/index.ts";
import { Dashboard } from "#modules/dashboard/index.ts";
import type { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import { LogQueries } from "#modules/log-queries/index.ts";
import { RealtimeLogs } from "#modules/realtime-logs/index.ts";
import { viewerFunctionLogGroup } from "#modules/viewer-function/logs.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { DeployedFunction } from "./functions.ts";
import { oldestName } from "./renames.ts";
import type { DistributionScope } from "./scope.ts";

type Distribution = Environment["distributions"][string];

export interface ObservabilityProps {
  /** The distribution's key in the environment. */
  readonly key: string;
  readonly distribution: Distribution;
  readonly environment: Environment;
  /** The environment's name. */
  readonly environmentName: string;
  readonly names: DistributionScope;
  /** The functions of all behaviors. */
  readonly functions: readonly DeployedFunction[];
}

/** The logs, metrics, alarms, dashboard and queries of a distribution, as far as its environment asks for them. */
export class Observability {
  readonly #stack: EnvironmentStack;
  readonly #props: ObservabilityProps;
  readonly #common;

  constructor(stack: EnvironmentStack, props: ObservabilityProps) {
    this.#stack = stack;
    this.#props = props;
    const name = `${props.environmentName}-${oldestName(props.key, props.distribution.renamedFrom)}`;
    this.#common = { name, account: props.environment.account, usEast1: stack.providers.usEast1 };
  }

  /** Creates the real-time log configuration, which behaviors name. @returns its ARN; undefined without `realtimeLogs` */
  realtimeLogConfig(): string | undefined {
    const { distribution, names } = this.#props;
    if (distribution.realtimeLogs === undefined) return undefined;
    const logs = new RealtimeLogs(names.scope, "realtime-logs", {
      ...distribution.realtimeLogs,
      ...this.#common,
      customLogData: this.#customLogData,
    });
    this.#stack.output(
      names.outputName("realtime_log_stream_arn"),
      logs.streamArn,
      "Where consumers read real-time logs.",
    );
    return logs.arn;
  }

  /** Creates everything that watches the distribution. @param certificateArn of its ACM certificate, if it has one */
  watch({ distribution: created }: EdgeDistribution, certificateArn: string | undefined): void {
    const { distribution, environment, names } = this.#props;
    const { scope } = names;
    const distributionId = created.id;
    const { additionalMetrics } = distribution;
    if (additionalMetrics) {
      new CloudfrontMonitoringSubscription(scope, "additional-metrics", {
        distributionId,
        monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
      });
    }
    const accessLogs =
      distribution.logging &&
      new AccessLogs(scope, "access-logs", {
        ...distribution.logging,
        ...this.#common,
        distributionArn: created.arn,
        customLogData: this.#customLogData,
        preventDestroy: environment.protections.preventDestroy,
      });
    const cloudFrontFunctions = this.#functionNames("cloudfront-function");
    const lambdaFunctions = this.#functionNames("lambda-at-edge");
    const subjects = { distributionId, additionalMetrics, cloudFrontFunctions, lambdaFunctions };
    const { replicas } = this.#stack.providers;
    const alarms =
      distribution.alarms &&
      new Alarms(scope, "alarms", {
        ...distribution.alarms,
        ...this.#common,
        ...subjects,
        lambdaRegions: replicas,
        certificateArn,
      });
    if (distribution.dashboard !== undefined) {
      new Dashboard(scope, "dashboard", {
        ...distribution.dashboard,
        ...subjects,
        name: this.#common.name,
        title: literal(distribution.comment),
        usEast1: this.#common.usEast1,
        lambdaRegions: Object.keys(replicas),
        alarmArns: alarms?.arns,
      });
    }
    if (distribution.queries !== undefined) {
      new LogQueries(scope, "queries", {
        ...distribution.queries,
        ...this.#common,
        distributionId,
        accessLogs,
        functionLogGroups: [
          ...cloudFrontFunctions.map(viewerFunctionLogGroup),
          ...lambdaFunctions.map((name) => `/aws/lambda/us-east-1.${name}`),
        ],
      });
    }
    if (accessLogs?.files !== undefined) {
      this.#stack.output(
        names.outputName("access_log_bucket"),
        accessLogs.files.bucket,
        "The bucket of the access logs.",
      );
    }
  }

  get #customLogData(): Extract<DeployedFunction["event"], "viewer-request" | "viewer-response">[] {
    const logging = this.#props.functions.filter(({ logsCustomData }) => logsCustomData);
    return (["viewer-request", "viewer-response"] as const).filter((event) =>
      logging.some((one) => one.event === event),
    );
  }

  #functionNames(runtime: DeployedFunction["runtime"]): string[] {
    const own = this.#props.functions.filter((one) => one.runtime === runtime);
    return [...new Set(own.map(({ functionName }) => functionName))];
  }
}
