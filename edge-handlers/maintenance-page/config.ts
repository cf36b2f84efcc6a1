import { dynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";

const ipv4 = z.ipv4();
const cidr = z.cidrv4();

/** An address or an IPv4 network. The edge compares IPv4 as numbers (first and last address) and IPv6 as text. */
const address = z
  .string()
  .refine(
    (value) => ipv4.safeParse(value).success || cidr.safeParse(value).success || z.ipv6().safeParse(value).success,
    "an IPv4 or IPv6 address, or an IPv4 network such as '203.0.113.0/24'",
  );

function rangeOf(network: string): readonly [first: number, last: number] {
  const [ip = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  const value = ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(value / size) * size;
  return [first, first + size - 1];
}

const addresses = z
  .array(address)
  .default([])
  .transform((list) => ({
    ranges: list.filter((value) => !value.includes(":")).map(rangeOf),
    // CloudFront writes IPv6 fully compressed and in lower case.
    exact: list
      .filter((value) => value.includes(":"))
      .map((value) => new URL(`http://[${value}]`).hostname.slice(1, -1)),
  }));

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Back soon</title><h1>Back soon</h1><p>We are working on this site. Please try again in a few minutes.</p></html>`;

/** Answers 503 while a site is worked on, except to the people who work on it. */
export const config = z.strictObject({
  /** The switch: in the KeyValueStore, so that it takes seconds and no deploy. */
  on: dynamic(z.boolean().default(false)),
  /** The value of Retry-After: how long search engines and clients should wait. */
  retryAfterSeconds: z.number().int().min(1).max(86_400).default(600),
  /** The page's markup. It counts toward the function's 10 KB. */
  page: z.string().max(6000).default(page),
  /** The viewers who still see the site. */
  allow: z
    .strictObject({
      addresses,
      cookie: z
        .strictObject({
          name: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a cookie's name is an RFC 6265 token"),
          value: z.string().regex(/^[A-Za-z0-9_-]{16,128}$/, "16 to 128 letters, digits, '-' and '_', hard to guess"),
        })
        .optional(),
    })
    .prefault({}),
});

export type Config = z.output<typeof config>;
