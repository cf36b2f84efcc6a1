import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../../bench/sites.ts", import.meta.url));

// More sites than an account may have origin request policies by default.
it("the bench of many sites builds and synthesises what it measures", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, "21"]);
  const measured = JSON.parse(stdout);
  expect(measured.sites).toBe(21);
  for (const figure of Object.values(measured)) expect(figure).toBeGreaterThan(0);
});
