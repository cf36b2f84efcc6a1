/**
 * A custom policy, as CloudFront takes it: JSON without white space.
 *
 * @param expires seconds since 1970
 * @param address of the only viewer who may use it; any viewer by default
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-setting-signed-cookie-custom-policy.html
 */
export function customPolicy(resource: string, expires: number, address: string | undefined): string {
  // CloudFront knows IPv4 alone in policies.
  const binds = address !== undefined && !address.includes(":");
  return JSON.stringify({
    Statement: [
      {
        Resource: resource,
        Condition: {
          DateLessThan: { "AWS:EpochTime": expires },
          ...(binds ? { IpAddress: { "AWS:SourceIp": `${address}/32` } } : {}),
        },
      },
    ],
  });
}
