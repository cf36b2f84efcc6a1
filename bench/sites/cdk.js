/**
 * Synthesizes N sites with aws-cdk-lib and prints `{ sites, stacks, resources, synthSeconds }` as JSON. Each site has the
 * kinds of resources of the reference site. Usage: cdk.js <N> [sites in a stack, by default 1]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../peers/package.json", import.meta.url));
const { App, Duration, RemovalPolicy, Stack } = require("aws-cdk-lib");
const cloudfront = require("aws-cdk-lib/aws-cloudfront");
const { S3BucketOrigin } = require("aws-cdk-lib/aws-cloudfront-origins");
const iam = require("aws-cdk-lib/aws-iam");
const lambda = require("aws-cdk-lib/aws-lambda");
const logs = require("aws-cdk-lib/aws-logs");
const s3 = require("aws-cdk-lib/aws-s3");
const { Construct } = require("constructs");

class Site extends Construct {
  constructor(scope, number) {
    super(scope, `site-${number}`);
    const bucket = new s3.Bucket(this, "pages", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const origin = S3BucketOrigin.withOriginAccessControl(bucket);
    const redirects = this.edgeFunction("redirects", `/new-${number}`);
    const headers = this.edgeFunction("security-headers", "/");
    const originRequestPolicy = new cloudfront.OriginRequestPolicy(this, "viewer", {
      headerBehavior: cloudfront.OriginRequestHeaderBehavior.allowList("CloudFront-Viewer-Country"),
    });
    const cachePolicy = cloudfront.CachePolicy.CACHING_OPTIMIZED;
    const associations = [
      { eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: redirects },
      { eventType: cloudfront.FunctionEventType.VIEWER_RESPONSE, function: headers },
    ];
    new cloudfront.Distribution(this, "distribution", {
      comment: `Site ${number}`,
      defaultRootObject: "en/index.html",
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      errorResponses: [403, 404].map((httpStatus) => ({
        httpStatus,
        responseHttpStatus: 404,
        responsePagePath: "/404.html",
        ttl: Duration.seconds(60),
      })),
      defaultBehavior: { origin, originRequestPolicy, cachePolicy, functionAssociations: associations },
      additionalBehaviors: {
        "/assets/*": { origin, cachePolicy, functionAssociations: associations.slice(1) },
        "/members/*": {
          origin,
          cachePolicy,
          edgeLambdas: ["auth", "member-headers"].map((name, index) => ({
            eventType: [cloudfront.LambdaEdgeEventType.VIEWER_REQUEST, cloudfront.LambdaEdgeEventType.VIEWER_RESPONSE][
              index
            ],
            functionVersion: this.lambdaAtEdge(name),
          })),
        },
      },
    });
  }

  edgeFunction(id, target) {
    return new cloudfront.Function(this, id, {
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(`function handler(event) { return event.request; } // ${target}`),
    });
  }

  lambdaAtEdge(id) {
    const role = new iam.Role(this, `${id}-role`, {
      assumedBy: new iam.CompositePrincipal(
        new iam.ServicePrincipal("lambda.amazonaws.com"),
        new iam.ServicePrincipal("edgelambda.amazonaws.com"),
      ),
    });
    const logGroup = new logs.LogGroup(this, `${id}-logs`, { retention: logs.RetentionDays.ONE_WEEK });
    logGroup.grantWrite(role);
    return new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: "index.handler",
      code: lambda.Code.fromInline("exports.handler = async (event) => event.Records[0].cf.request;"),
      role,
      logGroup,
    }).currentVersion;
  }
}

const [, , sites = "1", perStack = "1"] = process.argv;
const outdir = mkdtempSync(join(tmpdir(), "featheredge-bench-cdk-"));
try {
  // Loads what aws-cdk-lib loads on first use, as our modules are loaded before their synth is measured.
  new Site(new Stack(new App({ outdir }), "first"), 0);
  const start = process.cpuUsage();
  const app = new App({ outdir, analyticsReporting: false });
  const stacks = Array.from(
    { length: Math.ceil(sites / perStack) },
    (_, index) => new Stack(app, `sites-${index + 1}`, { env: { account: "123456789012", region: "us-east-1" } }),
  );
  for (let number = 0; number < sites; number++) new Site(stacks[Math.floor(number / perStack)], number + 1);
  app.synth();
  const { user, system } = process.cpuUsage(start);
  const synthSeconds = (user + system) / 1e6;
  const templates = readdirSync(outdir).filter((name) => name.endsWith(".template.json"));
  const resources = templates.map(
    (name) => Object.keys(JSON.parse(readFileSync(join(outdir, name), "utf8")).Resources).length,
  );
  const sum = resources.reduce((total, count) => total + count, 0);
  console.log(JSON.stringify({ sites: Number(sites), stacks: stacks.length, resources: sum, synthSeconds }));
} finally {
  rmSync(outdir, { recursive: true });
}
