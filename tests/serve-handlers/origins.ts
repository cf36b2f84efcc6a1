const custom = (Id: string, DomainName: string) => ({
  Id,
  DomainName,
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" as const },
  CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "X-Assigned", HeaderValue: Id }] },
});
const s3 = (Id: string, DomainName: string) => ({ Id, DomainName, S3OriginConfig: { OriginAccessIdentity: "" } });

/** The origins of every distribution, by the ids and names of AWS's examples. Each sends its id as `X-Assigned`. */
export const origins = [
  custom("app", "app.example.com"),
  s3("s3", "default-bucket.s3.amazonaws.com"),
  s3("amzn-s3-demo-bucket-in-us-east-1", "amzn-s3-demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com"),
  custom("myALB-prod", "myalb-prod-1234567890.us-east-1.elb.amazonaws.com"),
  custom("origin-1", "origin-1.example.com"),
  custom("origin-2", "origin-2.example.com"),
];

/** The names of all origins: of those above, and of those that are in no distribution but that functions choose. */
export const domainNames = [
  ...origins.map(({ DomainName }) => DomainName),
  "www.example.com",
  "eu.example.com",
  "my-bucket.s3.amazonaws.com",
  "my-bucket-in-eu-central-1.s3.amazonaws.com",
  "blue-bucket.s3.amazonaws.com",
  "demo-bucket-in-eu-central-1.s3.eu-central-1.amazonaws.com",
  "demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com",
  "example-1234567890.us-east-1.elb.amazonaws.com",
];

// AWS allows ten.
const headers = [
  "CloudFront-Viewer-Country",
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "Origin",
  "True-Client-IP",
  "Answer",
  "X-Hookx",
  "X-Cwt-Regenerated-Token",
];

/** An origin request policy that forwards these headers, all cookies and the whole query. */
export const forwardedHeaders = {
  Name: "served",
  HeadersConfig: { HeaderBehavior: "whitelist" as const, Headers: { Quantity: headers.length, Items: headers } },
  CookiesConfig: { CookieBehavior: "all" as const },
  QueryStringsConfig: { QueryStringBehavior: "all" as const },
};
