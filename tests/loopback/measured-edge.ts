import { createInterface } from "node:readline";
import { managedPolicies } from "@featheredge/aws-rules";
import { startCloudFront } from "@featheredge/loopback/testing";
import { oneOrigin, originDomain, plainBehavior } from "../one-origin.ts";

/**
 * Serves a distribution in a separate process. The argument is the port of its origin on 127.0.0.1. Answers are cached,
 * except below /uncached/. It prints its port, and for each line of input its peak memory so far, in bytes. It closes when
 * its input ends.
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
// The system reports kilobytes.
for await (const _ of lines) console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
await cloudFront.close();
