/** A function of the kind of one of AWS's samples, and what AWS's own test of that sample reported. */
export interface ReferenceFunction {
  /** The sample's folder in AWS's repository. */
  readonly sample: string;
  /** `ComputeUtilization` in the sample's README: of cloudfront-js-1.0, in 2021. */
  readonly computeUtilization: number;
  /** Written for this comparison: it does what the sample does, in our own words. */
  readonly code: string;
  readonly event: unknown;
}

const get = (uri: string, extra: object = {}) => ({
  method: "GET",
  uri,
  querystring: {},
  headers: { host: { value: "www.example.com" }, accept: { value: "text/html" } },
  cookies: { id: { value: "CookieIdValue" }, loggedIn: { value: "false" } },
  ...extra,
});

const response = () => ({
  statusCode: 200,
  statusDescription: "OK",
  headers: {
    server: { value: "CustomOriginServer" },
    "content-type": { value: "text/html; charset=UTF-8" },
    "content-length": { value: "9593" },
  },
  cookies: {},
});

const event = (eventType: string, rest: object) => ({
  version: "1.0",
  context: {
    eventType,
    distributionDomainName: "d111111abcdef8.cloudfront.net",
    distributionId: "EDFDVBD6EXAMPLE",
    requestId: "EXAMPLE",
  },
  viewer: { ip: "198.51.100.11" },
  ...rest,
});

/** HS256 with the key `LzdWGpAToQ1DqYuzHxE6YOqi7G3X2yvNBot9mCXfx5k`: `{"sub":"1234567890","nbf":1516239022,"exp":9999999999}`. */
const token =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmJmIjoxNTE2MjM5MDIyLCJleHAiOjk5OTk5OTk5OTl9.oXwLXxoDdW6hEAq3d8w7mbzd8UbOpox4BakPb4RNWQ8";

/**
 * The points that the estimate is held against.
 *
 * @see https://github.com/aws-samples/amazon-cloudfront-functions
 */
export const referenceFunctions: readonly ReferenceFunction[] = [
  {
    sample: "redirect-based-on-country",
    computeUtilization: 13,
    code: `function handler(event) {
  var request = event.request;
  var viewer = request.headers["cloudfront-viewer-country"];
  if (viewer && viewer.value === "DE") {
    var target = "https://" + request.headers.host.value + "/de/index.html";
    return { statusCode: 302, statusDescription: "Found", headers: { location: { value: target } } };
  }
  return request;
}`,
    event: event("viewer-request", {
      request: get("/index.html", {
        headers: { host: { value: "www.example.com" }, "cloudfront-viewer-country": { value: "DE" } },
      }),
    }),
  },
  {
    sample: "url-rewrite-single-page-apps",
    computeUtilization: 14,
    code: `function handler(event) {
  var request = event.request;
  var path = request.uri;
  if (path.endsWith("/")) request.uri = path + "index.html";
  else if (path.indexOf(".") === -1) request.uri = path + "/index.html";
  return request;
}`,
    event: event("viewer-request", { request: get("/blog") }),
  },
  {
    sample: "add-security-headers",
    computeUtilization: 15,
    code: `function handler(event) {
  var response = event.response;
  var headers = response.headers;
  headers["strict-transport-security"] = { value: "max-age=63072000; includeSubdomains; preload" };
  headers["content-security-policy"] = { value: "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'" };
  headers["x-content-type-options"] = { value: "nosniff" };
  headers["x-frame-options"] = { value: "DENY" };
  headers["referrer-policy"] = { value: "same-origin" };
  return response;
}`,
    event: event("viewer-response", { request: get("/index.html"), response: response() }),
  },
  {
    sample: "add-cors-header",
    computeUtilization: 16,
    code: `function handler(event) {
  var headers = event.response.headers;
  var origin = event.request.headers.origin;
  if (!headers["access-control-allow-origin"] && origin) {
    headers["access-control-allow-origin"] = { value: origin.value };
    console.log("There was no Access-Control-Allow-Origin: it is added.");
  }
  return event.response;
}`,
    event: event("viewer-response", {
      request: get("/", { headers: { origin: { value: "https://www.example.com" } } }),
      response: response(),
    }),
  },
  {
    sample: "verify-jwt",
    computeUtilization: 19,
    code: `var crypto = require("crypto");
var key = "LzdWGpAToQ1DqYuzHxE6YOqi7G3X2yvNBot9mCXfx5k";
function decode(part) {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}
function same(a, b) {
  if (a.length !== b.length) return false;
  var different = 0;
  for (var i = 0; i < a.length; i++) different |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return different === 0;
}
function claims(token) {
  var parts = token.split(".");
  if (parts.length !== 3) throw new Error("A token has three parts");
  decode(parts[0]);
  var payload = decode(parts[1]);
  var signature = crypto.createHmac("sha256", key).update(parts[0] + "." + parts[1]).digest("base64url");
  if (!same(signature, parts[2])) throw new Error("The signature is not ours");
  if (payload.nbf && Date.now() < payload.nbf * 1000) throw new Error("Not yet valid");
  if (payload.exp && Date.now() > payload.exp * 1000) throw new Error("Expired");
  return payload;
}
function handler(event) {
  var request = event.request;
  var rejection = { statusCode: 401, statusDescription: "Unauthorized" };
  if (!request.querystring.jwt) return rejection;
  try {
    claims(request.querystring.jwt.value);
  } catch (error) {
    console.log(error);
    return rejection;
  }
  delete request.querystring.jwt;
  console.log("The token is valid");
  return request;
}`,
    event: event("viewer-request", { request: get("/index.html", { querystring: { jwt: { value: token } } }) }),
  },
];
