import cf from "cloudfront";

function handler(event) {
  cf.updateRequestOrigin({
    domainName: "amzn-s3-demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com",
    originAccessControlConfig: {
      enabled: true,
      signingBehavior: "always",
      signingProtocol: "sigv4",
      originType: "s3",
    },
    // None of the assigned origin's headers.
    customHeaders: {},
  });
  return event.request;
}
