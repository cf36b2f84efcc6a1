import type { ComponentChildren } from "preact";
import type { Resource } from "../state/resource.ts";

interface LoadedProps<T> {
  resource: Resource<T>;
  children(data: T): ComponentChildren;
}

/** Shows a resource, or why there is none. */
export function Loaded<T>({ resource, children }: LoadedProps<T>) {
  const data = resource.data.value;
  const error = resource.error.value;
  return (
    <>
      {error !== "" && (
        <p class="empty bad" role="alert">
          {error}
        </p>
      )}
      {data === undefined ? error === "" && <p class="empty">Loading …</p> : children(data)}
    </>
  );
}
