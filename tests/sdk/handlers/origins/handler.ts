import { onViewerRequest } from "@featheredge/edge-sdk";

/** Calls the method of `request.origin` that the path names. */
export default onViewerRequest((request) => {
  const { origin } = request;
  switch (request.path) {
    case "/select":
      origin.select("origin-1");
      break;
    case "/select-with-overrides":
      origin.select("origin-1", { hostHeader: "other.example.com", sni: "sni.example.com" });
      break;
    case "/select-unknown":
      origin.select("unknown");
      break;
    case "/update":
      origin.update({
        domainName: "www.example.com",
        originPath: "/base",
        customHeaders: { "x-mine": "1" },
        timeouts: { readTimeout: 20, connectionTimeout: 5 },
      });
      break;
    case "/update-to-s3":
      origin.update({
        domainName: "my-bucket.s3.amazonaws.com",
        originAccessControlConfig: {
          enabled: true,
          signingBehavior: "always",
          signingProtocol: "sigv4",
          originType: "s3",
        },
        customHeaders: {},
      });
      break;
    case "/group":
      origin.group(["origin-1", "origin-2"]);
      break;
    case "/group-with-overrides":
      origin.group(
        [
          { id: "origin-1", overrides: { hostHeader: "first.example.com" } },
          { id: "origin-2", overrides: { hostHeader: "second.example.com" } },
        ],
        [404],
      );
      break;
    case "/twice":
      origin.select("origin-1");
      origin.select("origin-2");
      break;
  }
  return request;
});
