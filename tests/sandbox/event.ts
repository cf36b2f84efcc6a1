/** A viewer request as CloudFront Functions get it. */
export const viewerRequest = {
  version: "1.0",
  context: {
    distributionDomainName: "d111111abcdef8.cloudfront.net",
    distributionId: "E1TESTDISTRIB",
    eventType: "viewer-request",
    requestId: "request",
  },
  viewer: { ip: "192.0.2.1" },
  request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} },
};
