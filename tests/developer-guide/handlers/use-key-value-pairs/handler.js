import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const request = event.request;
  const segments = request.uri.split("/");
  try {
    segments[1] = await store.get(segments[1]);
    request.uri = segments.join("/");
  } catch (error) {
    console.log(`${request.uri} | ${error}`);
  }
  return request;
}
