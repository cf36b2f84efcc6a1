import cf from "cloudfront";

function handler(event) {
  return { statusCode: 200, body: JSON.stringify(cf.edgeLocation) };
}
