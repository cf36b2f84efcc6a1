// Values that HTTP can carry. Input from a viewer reaches these functions, so they correct values rather than throw: an
// exception at the edge is a 5xx that an attacker can cause at will. Names come from handlers: a bad one throws.

const notInToken = /[^!#$%&'*+.^_`|~0-9a-z-]/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\0-\x08\n-\x1f\x7f]/g;
const escapedPercent = /%25/g;
const notInCookieValue = /[^!#-+\--:<-[\]-~]+/g;
// Characters that the encoding below would change. Most text has none, and a test costs less than encoding.
const notInPath = /[^\w\-.~!$&'()*+,;=:@/%]/;
const notInQueryValue = /[^\w\-.~!$'()*+,;=:@/?%]/;
const notInLocation = /^\/\/|[^\w\-.~!$&'()*+,;=:@/?#%]/;

/**
 * A header's or cookie's name as given, if it is a token.
 *
 * @throws TypeError if it is not
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 */
export function token(name: string): string {
  if (name === "" || notInToken.test(name)) {
    throw new TypeError(`${JSON.stringify(name)} can't name a header or cookie: it is not an RFC 9110 token`);
  }
  return name;
}

/**
 * A header's value with a space for each control character, as RFC 9110 lets recipients do.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export function fieldValue(value: string): string {
  return value.search(control) < 0 ? value : value.replace(control, " ");
}

/** A URL or a part of one, with the characters that it can't contain percent-encoded; existing escapes are kept. */
function urlText(text: string): string {
  return encodeURI(text).replace(escapedPercent, "%");
}

/**
 * The value of a Location header. One that begins with `/` stays on this host: slashes and backslashes at its start
 * become one, since a browser reads `//host` and `/\host` as another host.
 */
export function locationValue(location: string): string {
  return location.search(notInLocation) < 0 ? location : urlText(location.replace(/^[/\\]+/, "/"));
}

/** A request path: `?` and `#` would end it. */
export function pathValue(path: string): string {
  return path.search(notInPath) < 0 ? path : urlText(path).replace(/[?#]/g, encodeURIComponent);
}

/** A name or value of a query string: `&` and `#` would end it. */
export function queryValue(text: string): string {
  return text.search(notInQueryValue) < 0 ? text : urlText(text).replace(/[&#]/g, encodeURIComponent);
}

/**
 * A cookie's value, with the characters that it can't contain percent-encoded.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1
 */
export function cookieValue(value: string): string {
  return value.search(notInCookieValue) < 0 ? value : value.replace(notInCookieValue, encodeURIComponent);
}
