import cf from "cloudfront";

const claims = { iss: 1, sub: 2, exp: 4, catu: 401, catm: 403 };

async function handler(event) {
  try {
    const kid = event.request.headers["x-cwt-kid"];
    if (!kid) throw new Error("x-cwt-kid is missing");
    const key = await cf.kvs().get(kid.value);
    const token = {
      protected: { 1: "5" },
      unprotected: {},
      payload: {
        [claims.iss]: "cloudfront-documentation",
        [claims.sub]: "cwt-support-on-cloudfront-functions",
        [claims.exp]: 1740000000,
        [claims.catu]: { 1: { 2: ".cloudfront.net" }, 3: { 3: [".m3u8", ".ts"] } },
        [claims.catm]: ["GET", "HEAD"],
      },
    };
    try {
      const made = cf.cwt.generateToken(token, { cwtTag: true, coseTag: "MAC0", key: key });
      return {
        statusCode: 200,
        statusDescription: "OK",
        headers: { "x-generated-cwt-token": { value: made.toString("base64url") } },
      };
    } catch (error) {
      console.log(error);
      return { statusCode: 401, statusDescription: "Could not generate the token" };
    }
  } catch (error) {
    console.log(error);
    return { statusCode: 402, statusDescription: "Token processing failed" };
  }
}
