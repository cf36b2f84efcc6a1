import { type Bundle, bundle as bundleChain } from "../bundle/bundle.ts";
import { returnsPromise } from "../compile/is-async.ts";
import { readsStore } from "../compile/store-reads.ts";
import type { Module, Pass } from "./pass.ts";

/** Joins the handlers with the SDK's adapter: the plain one, unless they return promises or read a store. */
export const bundle: Pass = {
  name: "bundle",
  async run(module) {
    const plain = await bundleWith(module, { isAsync: false, store: false });
    const needs = { isAsync: returnsPromise(plain.output), store: readsStore(plain, module.files) };
    const bundle = needs.isAsync || needs.store ? await bundleWith(module, needs) : plain;
    return { ...module, bundle, code: bundle.output, readsStore: needs.store };
  },
};

/** Promises cost steps and a store costs bytes, so a chain gets only what it needs. */
async function bundleWith(
  { event, chain, files }: Module,
  needs: { readonly isAsync: boolean; readonly store: boolean },
): Promise<Bundle> {
  const native = chain[0]?.native;
  return await bundleChain({ runtime: "cloudfront-function", event, native, ...needs }, chain, files);
}
