import { cookiesOf, headersOf, queryOf } from "./fields.ts";
import type { NativeEvent, NativeFields } from "./native.ts";
import type { Request, Viewer } from "./types.ts";
import { pathValue } from "./wire.ts";

// Getters, so that what a handler doesn't read is not made.
const requestMethods: Request & ThisType<Request & { readonly event: NativeEvent }> = {
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
    const viewer = Object.create(viewerMethods);
    viewer.ip = this.event.viewer.ip;
    viewer.fields = this.event.request.headers;
    return viewer;
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
    const fields = this.fields;
    const is = (device: string) => fields[`cloudfront-is-${device}-viewer`]?.value === "true";
    // A tablet is also a mobile to CloudFront, so the narrower is asked first.
    if (is("tablet")) return "tablet";
    if (is("smarttv")) return "smarttv";
    if (is("mobile")) return "mobile";
    return is("desktop") ? "desktop" : undefined;
  },
};

/** The request of an event as handlers see it; what they change is changed in the event. */
export function requestOf(event: NativeEvent): Request {
  const request = Object.create(requestMethods);
  request.event = event;
  return request;
}
