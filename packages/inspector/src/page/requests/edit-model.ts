import type { RequestDetail, RequestToSend, RequestView } from "../../api/index.ts";

export interface NamedValue {
  name: string;
  value: string;
}

/** The request of the dialog, as its fields show it. */
export interface Draft {
  method: string;
  protocol: string;
  host: string;
  /** Path and query. */
  path: string;
  headers: NamedValue[];
  cookies: NamedValue[];
  /** Empty for no simulated one, as are device and address. */
  country: string;
  device: string;
  language: string;
  address: string;
  body: string;
}

/** Headers that the data plane sets, or that the dialog has fields for. */
const HIDDEN = /^(?:host|cookie|accept-language|connection|content-length|transfer-encoding|x-loopback-viewer-.*)$/i;

/** Fills the fields with a kept request. */
export function draftOf({ method, protocol, host, path, device, country, stages }: RequestDetail): Draft {
  const viewer = stages.find((stage) => stage.kind === "viewer");
  const request = viewer?.after?.request;
  return {
    method,
    protocol,
    host,
    path,
    headers: (request?.headers ?? []).filter(({ name }) => !HIDDEN.test(name)).map((header) => ({ ...header })),
    cookies: cookiesOf(request),
    country: country ?? "",
    device,
    language: headerOf(request, "accept-language"),
    address: viewer?.isSimulated ? viewer.address : "",
    body: "",
  };
}

const headerOf = (request: RequestView | undefined, name: string): string =>
  request?.headers.find((header) => header.name.toLowerCase() === name)?.value ?? "";

const cookiesOf = (request: RequestView | undefined): NamedValue[] =>
  (request?.headers ?? [])
    .filter(({ name }) => name.toLowerCase() === "cookie")
    .flatMap(({ value }) => value.split(/;\s*/))
    .filter(Boolean)
    .map((cookie) => {
      const [name = "", ...rest] = cookie.split("=");
      return { name, value: rest.join("=") };
    });

/**
 * Makes the request to send of the fields. It names the kept request, so that values that the API masks are sent as they
 * were, and the viewer is simulated only as far as that request's was, or a field was changed.
 */
export function requestOf(kept: RequestDetail, draft: Draft): RequestToSend {
  const { method, protocol, host, path, country, device, language, address, body } = draft;
  const before = draftOf(kept);
  const cookie = draft.cookies
    .filter(({ name }) => name !== "")
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
  const headers = draft.headers.filter(({ name }) => name !== "");
  return {
    from: kept.id,
    method,
    protocol: protocol === "http" ? "http" : "https",
    host,
    path,
    headers: [...headers, ...(cookie === "" ? [] : [{ name: "Cookie", value: cookie }])],
    ...(body !== "" && { body }),
    viewer: {
      ...(country !== before.country && { country: country === "" ? null : country }),
      ...(device !== before.device && { device: isDevice(device) ? device : null }),
      ...(language !== "" && { language }),
      ...(address !== before.address && { address: address === "" ? null : address }),
    },
  };
}

export const DEVICES = ["desktop", "mobile", "tablet", "smarttv"] as const;
const isDevice = (text: string): text is (typeof DEVICES)[number] => DEVICES.some((device) => device === text);
