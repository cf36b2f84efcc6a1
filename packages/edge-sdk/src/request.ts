import { originOf } from "#runtime";
import { cookiesOf, headersOf, queryOf } from "./fields.ts";
import type { NativeEvent, NativeFields } from "./native.ts";
import type { OriginRequest, Viewer } from "./types.ts";
import { pathValue } from "./wire.ts";

// Getters, so that nothing is created that a handler doesn't read. Those that need a variable call a function for it: njs may
// take a getter's `let` for uninitialized when an async function goes on after an await.
const requestMethods: OriginRequest & ThisType<OriginRequest & { readonly event: NativeEvent }> = {
  get id() {
    return this.event.context?.requestId;
  },
  get method() {
    return this.event.request.method;
  },
  get path() {
    return this.event.request.uri;
  },
  set path(path) {
    this.event.request.uri = pathValue(path);
  },
  get query() {
    return queryOf(this.event.request.querystring);
  },
  get headers() {
    return headersOf(this.event.request.headers);
  },
  get cookies() {
    return cookiesOf(this.event.request.cookies);
  },
  get viewer() {
    return viewerOf(this.event);
  },
  get origin() {
    return originOf(this.event);
  },
  get body() {
    return this.event.request.body;
  },
  set body(body) {
    this.event.request.body = body;
  },
  get bodyTruncated() {
    return this.event.request.bodyTruncated === true;
  },
  rewrite: function (path) {
    this.path = path;
    return this;
  },
};

const viewerMethods: Omit<Viewer, "ip"> & ThisType<{ readonly fields: NativeFields }> = {
  get country() {
    return this.fields["cloudfront-viewer-country"]?.value;
  },
  get region() {
    return this.fields["cloudfront-viewer-country-region"]?.value;
  },
  get city() {
    return this.fields["cloudfront-viewer-city"]?.value;
  },
  get device() {
    return deviceOf(this.fields);
  },
  get language() {
    return languageOf(this.fields["accept-language"]?.value);
  },
};

function viewerOf(event: NativeEvent): Viewer {
  const viewer = Object.create(viewerMethods);
  viewer.ip = event.viewer.ip;
  viewer.fields = event.request.headers;
  return viewer;
}

function deviceOf(fields: NativeFields): Viewer["device"] {
  // CloudFront counts a tablet as a mobile, too, so tablets are checked first.
  if (isTrue(fields["cloudfront-is-tablet-viewer"])) return "tablet";
  if (isTrue(fields["cloudfront-is-smarttv-viewer"])) return "smarttv";
  if (isTrue(fields["cloudfront-is-mobile-viewer"])) return "mobile";
  return isTrue(fields["cloudfront-is-desktop-viewer"]) ? "desktop" : undefined;
}

function isTrue(field: NativeFields[string] | undefined): boolean {
  return field !== undefined && field.value === "true";
}

function languageOf(header: string | undefined): string | undefined {
  const match = header && /^\s*([A-Za-z][A-Za-z0-9-]*)/.exec(header);
  return match ? match[1] : undefined;
}

/** The request of an event as handlers see it. Their changes are made in the event itself. */
export function requestOf(event: NativeEvent): OriginRequest {
  const request = Object.create(requestMethods);
  request.event = event;
  return request;
}
