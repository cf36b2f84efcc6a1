import { expect, it } from "vitest";
import { createTerraformLog } from "./terraform-log.ts";

it("has the last plan, whatever is printed after it, and each line without colors", () => {
  const log = createTerraformLog();
  log.take({ type: "step", text: "Planning shop-qa" });
  expect(log.plan).toBeUndefined();
  log.take({ type: "result", text: "\u001b[33m~ comment\u001b[39m\n" });
  log.take({ type: "plan", text: "~ comment\n" });
  log.take({ type: "result", text: "Step  begins\nAll  0.00 s\n" });
  expect(log.plan).toBe("~ comment\n");
  expect(log.lines).toEqual(["Planning shop-qa", "~ comment", "Step  begins", "All  0.00 s"]);
  log.take({ type: "plan", text: "No changes." });
  expect(log.plan).toBe("No changes.");
});
