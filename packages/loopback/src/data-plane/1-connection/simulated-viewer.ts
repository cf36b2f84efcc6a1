import { isIP } from "node:net";
import type { HeaderList } from "../http/headers.ts";

const prefix = "x-loopback-viewer-";
const firstCharacter = prefix.charCodeAt(0);
const none: ReadonlyMap<string, string> = new Map();

/**
 * Separates the `x-loopback-viewer-*` headers from the others. All viewers of a loopback are on this machine, so these
 * headers say which viewer a request simulates.
 * @returns the simulated viewer's properties, by what follows `x-loopback-viewer-` in lower case
 */
export function splitSimulatedViewer(headers: HeaderList): {
  readonly headers: HeaderList;
  readonly simulated: ReadonlyMap<string, string>;
} {
  if (!headers.some(([name]) => isSimulated(name))) return { headers, simulated: none };
  const simulated = new Map<string, string>();
  for (const [name, value] of headers) {
    if (isSimulated(name)) simulated.set(name.slice(prefix.length).toLowerCase(), value.trim());
  }
  return { headers: headers.filter(([name]) => !isSimulated(name)), simulated };
}

/** Compares length and first letter first: that is enough for most headers. */
function isSimulated(name: string): boolean {
  if (name.length <= prefix.length || (name.charCodeAt(0) | 32) !== firstCharacter) return false;
  return name.slice(0, prefix.length).toLowerCase() === prefix;
}

/** Parses `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`. @returns undefined for anything else */
export function parseAddress(text: string | undefined): { ip: string; port: number | undefined } | undefined {
  if (text === undefined) return undefined;
  if (isIP(text) !== 0) return { ip: text, port: undefined };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const ip = bracketed ?? plain ?? "";
  return isIP(ip) === 0 ? undefined : { ip, port: Number(port) };
}
