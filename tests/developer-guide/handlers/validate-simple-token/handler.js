import cf from "cloudfront";
import crypto from "crypto";

const unauthorized = { statusCode: 401, statusDescription: "Unauthorized" };

function isSame(a, b) {
  if (a.length != b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function checkToken(token, key) {
  const parts = token.split(".");
  if (parts.length !== 3) throw new Error("Not three segments");
  const claims = JSON.parse(Buffer.from(parts[1], "base64url"));
  const signature = crypto
    .createHmac("sha256", key)
    .update(parts[0] + "." + parts[1])
    .digest("base64url");
  if (!isSame(parts[2], signature)) throw new Error("Wrong signature");
  if (claims.nbf && Date.now() < claims.nbf * 1000) throw new Error("Not yet valid");
  if (claims.exp && Date.now() > claims.exp * 1000) throw new Error("Expired");
}

async function handler(event) {
  const request = event.request;
  const key = await secret();
  if (!key || !request.querystring.jwt) return unauthorized;
  try {
    checkToken(request.querystring.jwt.value, key);
  } catch (error) {
    console.log(error);
    return unauthorized;
  }
  delete request.querystring.jwt;
  return request;
}

async function secret() {
  try {
    const store = cf.kvs();
    return await store.get("jwt.secret");
  } catch (error) {
    return null;
  }
}
