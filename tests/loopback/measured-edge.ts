import { createInterface } from "node:readline";
import { managedPolicies } from "@featheredge/aws-rules";
import { type DistributionConfig, startCloudFront } from "@featheredge/loopback/testing";

/**
 * A distribution in a process of its own: argv is the port of its origin on 127.0.0.1. Answers are cached but for those
 * below /uncached/. It prints where it serves, and for each line that it is sent its greatest memory so far, in bytes;
 * when its input ends it closes.
 */
const [port = ""] = process.argv.slice(2);
const domain = "app.example.com";
const cloudFront = await startCloudFront({ origins: { [domain]: `http://127.0.0.1:${port}` } });
const behavior: NonNullable<DistributionConfig["DefaultCacheBehavior"]> = {
  TargetOriginId: "app",
  ViewerProtocolPolicy: "allow-all",
  AllowedMethods: {
    Quantity: 7,
    Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
  },
};
await cloudFront.client.createDistribution({
  DistributionConfig: {
    CallerReference: "large",
    Comment: "",
    Enabled: true,
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: "app",
          DomainName: domain,
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
        },
      ],
    },
    DefaultCacheBehavior: { ...behavior, CachePolicyId: managedPolicies.cache.CachingOptimized },
    CacheBehaviors: {
      Quantity: 1,
      Items: [{ ...behavior, PathPattern: "/uncached/*", CachePolicyId: managedPolicies.cache.CachingDisabled }],
    },
  },
});
console.log(JSON.stringify({ port: cloudFront.httpPort }));
const lines = createInterface({ input: process.stdin });
// The system tells kilobytes.
for await (const _ of lines) console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
await cloudFront.close();
