import cf from "cloudfront";

function handler(event) {
  cf.updateRequestOrigin({
    domainName: "www.example.com",
    hostHeader: "test.example.com",
    sni: "test.example.net",
    allowedCertificateNames: ["*.example.com", "*.example.net"],
  });
  return event.request;
}
