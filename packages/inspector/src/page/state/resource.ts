import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { messageOf } from "./api.ts";
import { projectStatus } from "./requests.ts";

/** Something that the API answers, while it is loading, when it is there, and when that failed. */
export interface Resource<T> {
  /** Stays while it is loaded again, so that the page does not flicker. */
  readonly data: Signal<T | undefined>;
  readonly error: Signal<string>;
  reload(): Promise<void>;
}

/** Creates a resource. Of several loads at once, the last one decides. */
function createResource<T>(load: () => Promise<T>): Resource<T> {
  const data = signal<T | undefined>(undefined);
  const error = signal("");
  let latest = 0;
  return {
    data,
    error,
    async reload() {
      latest += 1;
      const own = latest;
      try {
        const loaded = await load();
        if (own !== latest) return;
        data.value = loaded;
        error.value = "";
      } catch (thrown) {
        if (own === latest) error.value = messageOf(thrown);
      }
    },
  };
}

/** Loads something for a component, and again when `key` or `changes` changes, or when the project was built or applied. */
export function useResource<T>(key: string, load: () => Promise<T>, changes = 0): Resource<T> {
  const resource = useMemo(() => createResource(load), [key]);
  const status = projectStatus.value;
  useEffect(() => {
    void resource.reload();
  }, [resource, status, changes]);
  return resource;
}
