import cf from "cloudfront";

function handler(event) {
  cf.createRequestOriginGroup({
    originIds: [
      {
        originId: "origin-1",
        originOverrides: {
          hostHeader: "hostHeader.example.com",
          sni: "sni.example.com",
          allowedCertificateNames: ["cert1.example.com", "cert2.example.com", "cert3.example.com"],
        },
      },
      {
        originId: "origin-2",
        originOverrides: {
          hostHeader: "hostHeader2.example.com",
          sni: "sni2.example.com",
          allowedCertificateNames: ["cert4.example.com", "cert5.example.com"],
        },
      },
    ],
    failoverCriteria: { statusCodes: [500] },
  });
  event.request.headers["x-hookx"] = { value: "origin-overrides" };
  return event.request;
}
