import { expect, it } from "vitest";
import { takeTimings } from "./timings.ts";

it("lists steps by their begin, those that run at the same time and those that fail, too", async () => {
  let now = 1_000;
  const timings = takeTimings(0, () => now);
  let end = () => {};
  const moto = timings.measure("moto", () => new Promise<void>((resolve) => (end = resolve)));
  now = 1_500;
  const build = timings.measure("build", async () => {
    now = 2_250;
    throw new Error("a mistake");
  });
  await expect(build).rejects.toThrow("a mistake");
  end();
  await moto;
  now = 3_000;
  expect(timings.table()).toBe(
    [
      "Step     begins     takes",
      "moto     1.00 s    1.25 s",
      "build    1.50 s    0.75 s",
      "All      0.00 s    3.00 s",
      "",
    ].join("\n"),
  );
});
