import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { type DashboardOptions, dashboardOptions } from "./options.ts";
import { type DashboardSubjects, dashboardWidgets } from "./widgets.ts";

export interface DashboardProps extends DashboardOptions, DashboardSubjects {
  /** 255 characters at most of letters, digits, `-` and `_`. */
  readonly name: string;
  /** The heading: the distribution's comment or name. */
  readonly title: string;
  readonly usEast1: AwsProvider;
}

/** A dashboard of a distribution: requests, errors, cache, origin, functions and alarms, as far as it has them. */
export class Dashboard extends Construct {
  readonly dashboardName: string;

  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, title, usEast1, start, period, ...subjects } = props;
    const options = dashboardOptions.parse({ start, period });
    // A local, which is written over many lines, while the argument of a function is one.
    const widgets = dashboardWidgets({ title, period: options.period, ...subjects });
    const body = new TerraformLocal(this, "body", { start: options.start, widgets });
    this.dashboardName = new CloudwatchDashboard(this, "Default", {
      provider: usEast1,
      dashboardName: name,
      dashboardBody: Fn.jsonencode(body.expression),
    }).dashboardName;
  }
}
