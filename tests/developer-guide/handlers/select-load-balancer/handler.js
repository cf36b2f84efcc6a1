import cf from "cloudfront";

function handler(event) {
  cf.selectRequestOriginById("myALB-prod");
  return event.request;
}
