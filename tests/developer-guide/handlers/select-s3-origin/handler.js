import cf from "cloudfront";

function handler(event) {
  cf.selectRequestOriginById("amzn-s3-demo-bucket-in-us-east-1");
  return event.request;
}
