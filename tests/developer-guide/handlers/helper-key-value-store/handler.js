import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const text = await store.get("myFunctionKey", { format: "string" });
  const json = await store.get("json", { format: "json" });
  const bytes = await store.get("myFunctionKey", { format: "bytes" });
  const exists = await store.exists("myFunctionKey");
  const missing = await store.exists("other");
  const meta = await store.meta();
  const found = [text, json.a, bytes.toString("hex"), exists, missing, meta.keyCount, Object.keys(meta).sort()];
  return { statusCode: 200, body: JSON.stringify(found) };
}
