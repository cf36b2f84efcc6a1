import cf from "cloudfront";

function handler(event) {
  cf.updateRequestOrigin({
    domainName: "example-1234567890.us-east-1.elb.amazonaws.com",
    timeouts: { readTimeout: 30, connectionTimeout: 5 },
    customHeaders: { "x-stage": "production", "x-region": "us-east-1" },
  });
  return event.request;
}
