import { forEachLimited } from "../content/for-each-limited.ts";
import { changeStore } from "./change-store.ts";
import { recordKeyOf } from "./put-up.ts";
import type { PreviewResources } from "./resources.ts";

/** Requests to S3 at once. */
const concurrency = 16;

/**
 * Removes a preview: its entry first, so that no request finds it, then its values, content and code. One that does not
 * exist, or only in parts, is as good as removed.
 *
 * @returns true if there was anything to remove
 */
export async function takeDown(resources: PreviewResources, name: string, stop: AbortSignal): Promise<boolean> {
  let removed = await changeStore(resources.store, name, new Map());
  for (const { bucket } of [...resources.content.values(), resources.code]) {
    const keys = [...(await bucket.list(`${name}/`)).keys()];
    await forEachLimited(keys, concurrency, (key) => {
      stop.throwIfAborted();
      return bucket.remove(key);
    });
    removed ||= keys.length > 0;
  }
  // The record last: until then, an upload that goes on at the same time fails.
  for (const { bucket } of resources.content.values()) await bucket.remove(recordKeyOf(name));
  return removed;
}
