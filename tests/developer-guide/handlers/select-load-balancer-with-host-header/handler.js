import cf from "cloudfront";

function handler(event) {
  cf.selectRequestOriginById("myALB-prod", { hostHeader: "test.example.com" });
  return event.request;
}
