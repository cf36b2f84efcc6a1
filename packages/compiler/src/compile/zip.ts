import { zipSync } from "fflate";

/**
 * Makes a zip that depends on the code only: one `index.js`, readable by all, with a fixed time. The time is local
 * because zip has no time zones, and noon because no clock change skips it.
 */
export function zipFunction(code: string): Uint8Array {
  const unix = 3;
  const attributes = 0o100644 << 16;
  const time = new Date(1980, 0, 1, 12);
  return zipSync({ "index.js": [Buffer.from(code), { mtime: time, os: unix, attrs: attributes, level: 9 }] });
}
