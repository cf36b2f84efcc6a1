import cf from "cloudfront";

const expiry = 4;

async function handler(event) {
  try {
    const headers = event.request.headers;
    const key = await cf.kvs().get(headers["x-cwt-kid"].value);
    const token = Buffer.from(headers["x-cwt-token"].value, "base64url");
    try {
      const decoded = cf.cwt.validateToken(token, { key: key });
      if (decoded[expiry] && decoded[expiry] < Math.floor(Date.now() / 1000)) {
        return { statusCode: 401, statusDescription: "Token expired" };
      }
    } catch (error) {
      return { statusCode: 401, statusDescription: "Invalid token" };
    }
  } catch (error) {
    return { statusCode: 402, statusDescription: "Token processing failed" };
  }
  return event.request;
}
