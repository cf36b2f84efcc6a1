import { onOriginRequest } from "@featheredge/edge-sdk";

/** Calls `request.origin.update()` at origin request, where Lambda@Edge has it. */
export default onOriginRequest((request) => {
  const { origin } = request;
  if (request.path === "/domain") origin.update({ domainName: "www.example.com", customHeaders: { "x-mine": "1" } });
  if (request.path === "/path") origin.update({ originPath: "/base", hostHeader: "other.example.com" });
  if (request.path === "/protocol") {
    origin.update({
      domainName: "www.example.com",
      customOriginConfig: { port: 8443, protocol: "https", sslProtocols: ["TLSv1.2"] },
    });
  }
  if (request.path === "/select") origin.select("origin-1");
  return request;
});
