import { describe, expect, it } from "vitest";
import { pack, unpack } from "./archive.ts";

const files = new Map([
  ["b/two.bin", Buffer.from([0, 255, 1])],
  ["a.txt", Buffer.from("one")],
  ["empty", Buffer.alloc(0)],
]);

describe("an archive", () => {
  it("gives back what was packed", () => {
    const { header, files: unpacked } = unpack(pack({ name: "x" }, files));
    expect(header).toEqual({ name: "x" });
    expect(unpacked).toEqual(files);
  });

  it("is the same for the same files in any order", () => {
    expect(pack({}, new Map([...files].reverse()))).toEqual(pack({}, files));
  });

  it("does not open when any byte was altered, lost or added", () => {
    const whole = pack({ name: "x" }, files);
    const altered = Buffer.from(whole);
    altered[whole.length - 1] = 0;
    for (const bytes of [altered, whole.subarray(0, -1), Buffer.concat([whole, Buffer.of(0)]), Buffer.alloc(0)]) {
      expect(() => unpack(bytes)).toThrow("damaged or was altered");
    }
  });

  it.each(["../x", "/etc/x", "a/../../x", "a//b", "C:/x", "a\\b"])("does not open with a file '%s'", (path) => {
    expect(() => unpack(pack({}, new Map([[path, Buffer.from("x")]])))).toThrow("damaged or was altered");
  });
});
