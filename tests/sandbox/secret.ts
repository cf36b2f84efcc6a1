import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A value on this machine that no function may reach. */
export interface Secret {
  /** A file that has it as JavaScript, which `require` could load. */
  readonly file: string;
  /** True if a text has the secret, or another sign that the function reached the host. */
  isIn(text: string): boolean;
  remove(): void;
}

const value = "keep-this-from-every-function";

export function hideSecret(): Secret {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  const file = join(folder, "secret.js");
  writeFileSync(file, `(() => ({ secret: "${value}", toString: () => "${value}" }))`);
  process.env.SANDBOX_SECRET = value;
  const signs = [value, "ESCAPED", process.execPath, "node:internal", import.meta.dirname];
  return {
    file,
    isIn(text) {
      // Functions return the values that they reached in percent-encoding.
      const shown = [text, text.replace(/%[0-9A-F]{2}/g, (code) => String.fromCharCode(parseInt(code.slice(1), 16)))];
      return shown.some((each) => signs.some((sign) => each.includes(sign)));
    },
    remove() {
      delete process.env.SANDBOX_SECRET;
      rmSync(folder, { recursive: true });
    },
  };
}
