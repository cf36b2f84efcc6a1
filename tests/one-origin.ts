import type { DistributionConfig } from "@featheredge/loopback/testing";

/** The origin's domain name. Tests map it to a server of theirs. */
export const originDomain = "app.example.com";

/** A distribution with one HTTP origin. */
export const oneOrigin = {
  Comment: "",
  Enabled: true,
  Origins: {
    Quantity: 1,
    Items: [
      {
        Id: "app",
        DomainName: originDomain,
        CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
      },
    ],
  },
} satisfies Partial<DistributionConfig>;

/** A behavior of that distribution that allows every method. Tests add its policies. */
export const plainBehavior = {
  TargetOriginId: "app",
  ViewerProtocolPolicy: "allow-all",
  AllowedMethods: {
    Quantity: 7,
    Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
  },
} satisfies DistributionConfig["DefaultCacheBehavior"];
