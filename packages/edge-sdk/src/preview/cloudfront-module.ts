import type { KeyValueStore } from "../types.ts";

// The module `cloudfront` for handlers in CloudFront Functions' form that run in Lambda@Edge, as they do in previews.

/** The store that `kvs()` reads. One function has one. */
export const store: { values: KeyValueStore | undefined } = { values: undefined };

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html */
function kvs() {
  const read = (key: string) => store.values?.get(key);
  return {
    async get(key: string, { format = "string" }: { readonly format?: "string" | "json" | "bytes" } = {}) {
      const value = await read(key);
      if (value === undefined) throw new Error(`KeyNotFound: ${key}`);
      if (format === "json") return JSON.parse(value);
      return format === "bytes" ? new TextEncoder().encode(value) : value;
    },
    exists: async (key: string) => (await read(key)) !== undefined,
    meta() {
      throw unavailable("kvs().meta");
    },
  };
}

function unavailable(name: string): Error {
  return new Error(`cloudfront.${name} is not available in previews, where the function runs in Lambda@Edge`);
}

/** Other functions of the module choose origins or read tokens, which a preview can't do in a function's stead. */
export default new Proxy(
  { kvs },
  {
    get(target, name) {
      if (name === "kvs") return target.kvs;
      return () => {
        throw unavailable(String(name));
      };
    },
  },
);
