import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const bench = (file: string) => fileURLToPath(new URL(`../../bench/${file}`, import.meta.url));

async function run(file: string, ...given: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", bench(file), ...given]);
  return JSON.parse(stdout);
}

// More sites than an account may have origin request policies by default.
it("the bench of many sites builds and synthesizes what it measures", async () => {
  const measured = await run("sites/measure.ts", "21");
  expect(measured.sites).toBe(21);
  for (const figure of Object.values(measured)) expect(figure).toBeGreaterThan(0);
});

it("the bench of compiling measures time in every pass", async () => {
  const { functions, rounds } = await run("compile/measure.ts", ".", "0", "1");
  expect(functions).toBeGreaterThan(0);
  for (const [pass, milliseconds] of Object.entries(rounds[0].passes)) expect(milliseconds, pass).toBeGreaterThan(0);
});
