import { createInterface } from "node:readline";
import { managedPolicies } from "@featheredge/aws-rules";
import { startCloudFront } from "@featheredge/loopback/testing";
import { oneOrigin, originDomain, plainBehavior } from "../one-origin.ts";

/**
 * A distribution in a process of its own: argv is the port of its origin on 127.0.0.1. Answers are cached but for those
 * below /uncached/. It prints where it serves, and for each line that it is sent its greatest memory so far, in bytes;
 * when its input ends it closes.
 */
const [port = ""] = process.argv.slice(2);
const cloudFront = await startCloudFront({ origins: { [originDomain]: `http://127.0.0.1:${port}` } });
const { CachingOptimized, CachingDisabled } = managedPolicies.cache;
await cloudFront.client.createDistribution({
  DistributionConfig: {
    ...oneOrigin,
    CallerReference: "large",
    DefaultCacheBehavior: { ...plainBehavior, CachePolicyId: CachingOptimized },
    CacheBehaviors: {
      Quantity: 1,
      Items: [{ ...plainBehavior, PathPattern: "/uncached/*", CachePolicyId: CachingDisabled }],
    },
  },
});
console.log(JSON.stringify({ port: cloudFront.httpPort }));
const lines = createInterface({ input: process.stdin });
// The system tells kilobytes.
for await (const _ of lines) console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
await cloudFront.close();
