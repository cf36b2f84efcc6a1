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

it("the benches judge each goal, and fail if one is missed or was not measured", async () => {
  const judged = async (...goals: readonly object[]) => {
    const program = `const { judge } = await import(${JSON.stringify(bench("goals.ts"))});
      console.log(judge(${JSON.stringify(goals)}.map((goal) => ({ measured: Number.NaN, unit: "x", ...goal }))));`;
    const given = ["--import", "tsx", "--input-type=module", "--eval", program];
    const ended = promisify(execFile)(process.execPath, given).then(({ stdout }) => ({ code: 0, stdout }));
    const { code, stdout } = await ended.catch((error: { code: number; stdout: string }) => error);
    return { code, verdicts: stdout.match(/met$|missed$/gm) };
  };
  const fast = { name: "fast", atLeast: true, goal: 0.45 };
  const flat = { name: "flat", atLeast: false, goal: 1.25 };
  expect(await judged({ ...fast, measured: 0.45 }, { ...flat, measured: 1.25 })).toEqual({
    code: 0,
    verdicts: ["met", "met"],
  });
  expect(await judged({ ...fast, measured: 0.44 }, { ...flat, measured: 1.26 })).toEqual({
    code: 1,
    verdicts: ["missed", "missed"],
  });
  expect(await judged({ ...fast, measured: 1 }, flat)).toEqual({ code: 1, verdicts: ["met", "missed"] });
});
