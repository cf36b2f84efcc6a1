import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import { CustomOrigin } from "#modules/origins/custom/index.ts";

/** A stack of any CDKTF app: no environment and no stack kind. */
export class SiteStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    const app = new CustomOrigin(this, "app", { domainName: "app.example.com", originReadTimeout: 20 });
    new EdgeDistribution(this, "site", {
      comment: "Site",
      origins: { app },
      defaultBehavior: {
        origin: "app",
        cachePolicy: { defaultTtl: 60 },
        responseHeadersPolicy: "SecurityHeadersPolicy",
      },
    });
  }
}
