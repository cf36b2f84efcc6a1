import { readOn } from "../sources.ts";

/** The security policies for viewers by AWS's names, from the oldest; they set the lowest TLS version and the ciphers. */
export const securityPolicies = {
  names: [
    "SSLv3",
    "TLSv1",
    "TLSv1_2016",
    "TLSv1.1_2016",
    "TLSv1.2_2018",
    "TLSv1.2_2019",
    "TLSv1.2_2021",
    "TLSv1.2_2025",
    "TLSv1.3_2025",
  ],
  ...readOn(
    "2026-11",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  ),
} as const;
