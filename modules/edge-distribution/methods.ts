import { z } from "zod";

const read = ["GET", "HEAD"] as const;
const readAndOptions = [...read, "OPTIONS"] as const;
const all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;

/** CloudFront accepts three sets of methods, in any order. */
function oneOf(sets: readonly (readonly Method[])[]) {
  const described = sets.map((set) => set.join(", ")).join("; ");
  return z.array(z.enum(all)).refine((methods) => sets.some((set) => isSame(set, methods)), {
    error: `CloudFront accepts one of these sets of methods: ${described}`,
  });
}

function isSame(set: readonly Method[], methods: readonly Method[]): boolean {
  return set.length === methods.length && set.every((method) => methods.includes(method));
}

export type Method = (typeof all)[number];

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods */
export const allowedMethods = oneOf([read, readAndOptions, all]).default([...read]);

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachedMethods.html */
export const cachedMethods = oneOf([read, readAndOptions]).optional();

/** The methods whose responses are cached if a behavior does not say: OPTIONS too where it is the only other one. */
export function defaultCachedMethods(allowed: readonly Method[]): readonly Method[] {
  return isSame(readAndOptions, allowed) ? readAndOptions : read;
}
