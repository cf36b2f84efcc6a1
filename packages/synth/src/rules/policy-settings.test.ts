import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js";
import { CloudfrontFieldLevelEncryptionConfig } from "@cdktf/provider-aws/lib/cloudfront-field-level-encryption-config/index.js";
import { CloudfrontFieldLevelEncryptionProfile } from "@cdktf/provider-aws/lib/cloudfront-field-level-encryption-profile/index.js";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js";
import { CloudfrontPublicKey } from "@cdktf/provider-aws/lib/cloudfront-public-key/index.js";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js";
import { describe, expect, it } from "vitest";
import { type Build, many, reported } from "../testing/index.ts";

const none = {
  headersConfig: { headerBehavior: "none" },
  cookiesConfig: { cookieBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "none" },
};

describe("a cache policy", () => {
  const cache = (options: object, parameters: object = none): Build => {
    return (stack) =>
      void new CloudfrontCachePolicy(stack, "cache", {
        name: "a",
        parametersInCacheKeyAndForwardedToOrigin: { ...none, ...parameters },
        ...options,
      });
  };
  const header = { headersConfig: { headerBehavior: "whitelist", headers: { items: ["Authorization"] } } };

  it("must have times that are in order", () => {
    expect(reported(cache({ defaultTtl: 60, maxTtl: 60 }))).toEqual([]);
    expect(reported(cache({ maxTtl: 60 }))).toEqual([
      expect.stringContaining("cache.max_ttl: A minTtl of 0, a defaultTtl of 86400 and a maxTtl of 60 seconds are not"),
    ]);
  });

  it("has no compression or names where it caches nothing (aws-cdk #16977)", () => {
    const nothing = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };
    expect(reported(cache(nothing))).toEqual([]);
    expect(reported(cache({ ...nothing, maxTtl: 1 }, header))).toEqual([]);
    expect(reported(cache(nothing, { enableAcceptEncodingGzip: true }))[0]).toContain("distinguishes compressed");
    expect(reported(cache(nothing, header))[0]).toContain("has names in its cache key; CloudFront rejects that.");
  });
});

describe("an origin request policy", () => {
  it("can't list Authorization and Accept-Encoding (aws-cdk #13408), but names that contain these (#15286)", () => {
    const headers = (headerBehavior: string, ...names: string[]): Build => {
      const headersConfig = { headerBehavior, headers: { items: names } };
      return (stack) => void new CloudfrontOriginRequestPolicy(stack, "origin", { name: "a", ...none, headersConfig });
    };
    expect(reported(headers("whitelist", "X-Authorization"))).toEqual([]);
    expect(reported(headers("allExcept", "Authorization"))).toEqual([]);
    expect(reported(headers("whitelist", "authorization"))).toEqual([
      expect.stringContaining("origin.headers_config: An origin request policy can't list the header 'authorization'."),
    ]);
    expect(reported(headers("whitelist", "Accept-Encoding"))[0]).toContain("enableAcceptEncodingGzip");
  });
});

describe("a response headers policy", () => {
  it("has security headers by their own settings, each custom header once, and a CSP that is short enough", () => {
    const diagnostics = reported((stack) => {
      new CloudfrontResponseHeadersPolicy(stack, "headers", {
        name: "a",
        customHeadersConfig: {
          items: ["X-Frame-Options", "x-team", "X-Team"].map((header) => ({ header, value: "a", override: true })),
        },
        securityHeadersConfig: {
          contentSecurityPolicy: { contentSecurityPolicy: "a".repeat(1_784), override: true },
          xssProtection: { protection: true, modeBlock: true, reportUri: "/xss", override: true },
        },
      });
    });
    expect(diagnostics.map((message) => message.split(": ").slice(3).join(": "))).toEqual([
      "'X-Frame-Options' is a security header, not a custom one. Set it by securityHeadersConfig.frameOptions.",
      "The custom header 'X-Team' is listed twice. Remove one.",
      expect.stringContaining("The value of 'Content-Security-Policy' has 1784 characters; CloudFront takes 1783."),
      "xssProtection has both modeBlock and reportUri; CloudFront takes one of them. Remove one.",
    ]);
  });

  it("allows no header '*' with credentials (aws-cdk #35308), and browsers reject the origin '*'", () => {
    const cors = (origin: string, header: string): Build => {
      return (stack) =>
        void new CloudfrontResponseHeadersPolicy(stack, "headers", {
          name: "a",
          corsConfig: {
            accessControlAllowCredentials: true,
            accessControlAllowHeaders: { items: [header] },
            accessControlAllowMethods: { items: ["GET"] },
            accessControlAllowOrigins: { items: [origin] },
            originOverride: true,
          },
        });
    };
    expect(reported(cors("https://a.example.com", "Content-Type"))).toEqual([]);
    expect(reported(cors("https://a.example.com", "*"))[0]).toContain("accessControlAllowHeaders can't contain '*'");
    expect(reported(cors("*", "Content-Type"))[0]).toContain("Browsers reject a response");
  });
});

describe("a public key", () => {
  const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();
  const reportedFor = (encodedKey: string) =>
    reported((stack) => void new CloudfrontPublicKey(stack, "key", { name: "key", encodedKey }));

  it("is RSA with 2048 bits, or P-256, in PEM, and never private", () => {
    const { publicKey: rsa, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect(reportedFor(pem(rsa))).toEqual([]);
    expect(reportedFor(pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey))).toEqual([]);
    expect(reportedFor("key.pem")[0]).toContain("key.encoded_key: The text is not a public key in PEM");
    expect(reportedFor(pem(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey))[0]).toContain("1024 bits");
    const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(reportedFor(secret)[0]).toContain("The text is a private key. Replace the key");
  });
});

describe("field-level encryption", () => {
  it("encrypts ten fields a profile, and chooses from five profiles by query argument", () => {
    const fieldPatterns = { items: many(11, (index) => `f${index}`) };
    const diagnostics = reported((stack) => {
      new CloudfrontFieldLevelEncryptionProfile(stack, "cards", {
        name: "cards",
        encryptionEntities: { items: [{ publicKeyId: "K1", providerId: "shop", fieldPatterns }] },
      });
      new CloudfrontFieldLevelEncryptionConfig(stack, "forms", {
        contentTypeProfileConfig: {
          forwardWhenContentTypeIsUnknown: false,
          contentTypeProfiles: { items: [{ contentType: "application/x-www-form-urlencoded", format: "URLEncoded" }] },
        },
        queryArgProfileConfig: {
          forwardWhenQueryArgProfileIsUnknown: false,
          queryArgProfiles: { items: many(6, (index) => ({ queryArg: `a${index}`, profileId: "P1" })) },
        },
      });
    });
    expect(diagnostics).toEqual([
      expect.stringContaining("cards.encryption_entities: 11 fields to encrypt; AWS takes 10 a profile."),
      expect.stringContaining("forms.query_arg_profile_config: 6 profiles by query argument; AWS takes 5"),
    ]);
  });
});
