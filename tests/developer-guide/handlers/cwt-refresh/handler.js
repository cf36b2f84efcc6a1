import cf from "cloudfront";

const expiry = 4;

async function handler(event) {
  const headers = event.request.headers;
  try {
    const key = await cf.kvs().get(headers["x-cwt-kid"].value);
    const token = Buffer.from(headers["x-cwt-token"].value, "base64url");
    const decoded = cf.cwt.validateToken(token, { key: key });
    const now = Math.floor(Date.now() / 1000);
    if (decoded.payload[expiry] < now) {
      decoded.payload[expiry] = now + 8 * 60 * 60;
      const renewed = cf.cwt.generateToken({ coseTag: "MAC0", key: key }, decoded);
      headers["x-cwt-regenerated-token"] = { value: renewed.toString("base64url") };
    }
  } catch (error) {
    console.log(error);
    return { statusCode: 401, statusDescription: "Invalid token" };
  }
  return event.request;
}
