import { batch, signal } from "@preact/signals";

/** The page's tabs, in their order. */
export const TABS = [
  "requests",
  "distributions",
  "functions",
  "stores",
  "cache",
  "invalidations",
  "terraform",
] as const;
export type Tab = (typeof TABS)[number];

export const TAB_NAMES: Readonly<Record<Tab, string>> = {
  requests: "Requests",
  distributions: "Distributions",
  functions: "Functions",
  stores: "KeyValueStores",
  cache: "Cache",
  invalidations: "Invalidations",
  terraform: "Terraform",
};

/** Everything that the page shows is a function of the URL's query, so that a URL can be shared. */
const query = signal(new URLSearchParams(globalThis.location?.search ?? ""));

globalThis.addEventListener?.("popstate", () => {
  query.value = new URLSearchParams(location.search);
});

/** A value of the URL's query; empty if the URL does not have it. */
export const param = (name: string): string => query.value.get(name) ?? "";

/** Returns the tab that the URL names. */
export function tab(): Tab {
  const name = param("tab");
  return TABS.find((known) => known === name) ?? "requests";
}

export type Params = Readonly<Record<string, string>>;

/** The URL with some values of its query changed. An empty value removes the name. */
export function urlWith(changes: Params, from: URLSearchParams = query.value): string {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === "" ? "/" : `/?${text}`;
}

/** The URL of a tab. A link to another tab keeps the filter of the requests. */
export function urlOfTab(name: Tab, params: Params = {}): string {
  const kept = new URLSearchParams();
  const filter = param("filter");
  if (filter !== "") kept.set("filter", filter);
  return urlWith({ ...(name === "requests" ? {} : { tab: name }), ...params }, kept);
}

/** Shows another URL of the page. A step back in the browser returns to the present one, unless it is replaced. */
export function navigate(url: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  batch(() => {
    query.value = new URLSearchParams(location.search);
  });
}

/** Changes values of the URL's query. */
export const setParams = (changes: Params, options?: { replace?: boolean }): void =>
  navigate(urlWith(changes), options);
