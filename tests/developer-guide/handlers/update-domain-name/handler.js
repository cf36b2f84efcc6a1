import cf from "cloudfront";

function handler(event) {
  cf.updateRequestOrigin({ domainName: "www.example.com" });
  return event.request;
}
