import { isIP } from "node:net";
import type { HeaderList } from "../http/headers.ts";

const prefix = "x-loopback-viewer-";

const x = prefix.charCodeAt(0);

const none: ReadonlyMap<string, string> = new Map();

/**
 * Takes out what a viewer says of itself, since all viewers of a loopback are on this machine.
 * @returns claims by what follows `x-loopback-viewer-`, in lower case
 */
export function withoutClaims(headers: HeaderList): {
  readonly headers: HeaderList;
  readonly claims: ReadonlyMap<string, string>;
} {
  if (!headers.some(([name]) => isClaim(name))) return { headers, claims: none };
  const claims = new Map<string, string>();
  for (const [name, value] of headers) {
    if (isClaim(name)) claims.set(name.slice(prefix.length).toLowerCase(), value.trim());
  }
  return { headers: headers.filter(([name]) => !isClaim(name)), claims };
}

/** Most names are told apart by their length or first letter. */
function isClaim(name: string): boolean {
  if (name.length <= prefix.length || (name.charCodeAt(0) | 32) !== x) return false;
  return name.slice(0, prefix.length).toLowerCase() === prefix;
}

/** `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`; undefined for what is no address. */
export function parseAddress(text: string | undefined): { ip: string; port: number | undefined } | undefined {
  if (text === undefined) return undefined;
  if (isIP(text) !== 0) return { ip: text, port: undefined };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const ip = bracketed ?? plain ?? "";
  return isIP(ip) === 0 ? undefined : { ip, port: Number(port) };
}
