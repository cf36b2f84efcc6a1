import cf from "cloudfront";

const kvsId = "KVS_ID";
const stickyCookie = "appversion";

async function handler(event) {
  const request = event.request;
  const segments = request.uri.split("/");
  const sticky = request.cookies[stickyCookie];
  if (!segments[1] || (sticky && sticky.value === segments[1])) return event.request;
  try {
    const chosen = await prefixFor(segments[1]);
    if (!chosen) return event.request;
    segments[1] = chosen;
    request.uri = segments.join("/");
    return request;
  } catch (error) {
    console.log(`no rewrite of ${request.uri}: ${error}`);
  }
  return event.request;
}

async function prefixFor(key) {
  const store = cf.kvs(kvsId);
  const text = await store.get(key);
  const weights = JSON.parse(text);
  if (!weights || !isFinite(weights.a_weightage)) return null;
  return (Math.random() <= weights.a_weightage ? weights.a_url : weights.b_url) || null;
}
