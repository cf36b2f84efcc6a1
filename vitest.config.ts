import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { pathOfTests } from "./packages/cli/src/setup/tools-folder.ts";

// Tests, and the programs that they start, find the tools that `featheredge setup` got.
process.env.PATH = pathOfTests(import.meta.dirname, process.env.PATH);

// Terraform and its provider spend a quarter of their time on collecting garbage of a heap that they soon give back.
process.env.GOGC ??= "400";

export default defineConfig({
  test: {
    // More than the processors, since many tests wait for processes and for Terraform's provider; at most four, since some run
    // terraform, at several hundred MB each.
    maxWorkers: Math.min(4, availableParallelism() + 2),
    projects: [
      {
        test: {
          name: "unit",
          // Loading Babel and the provider's constructs again for each file would take longer than the tests.
          isolate: false,
          include: ["{environments,edge-handlers,examples,modules,stacks,packages,.github}/**/*.test.ts"],
          // Far more than the tests need on an idle machine, so that none fails on a busy one.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        test: {
          name: "corpus",
          include: ["tests/{corpus,developer-guide,properties,sandbox,sdk}/**/*.test.ts"],
          // Dates in Node.js are to be compared with CloudFront's, which are in UTC.
          env: { TZ: "UTC" },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "matrix",
          include: ["tests/matrix/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "http-cache",
          include: ["tests/http-cache/**/*.test.ts"],
          // Its tests pause for seconds, and a hundred of them run at once.
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: "synth",
          include: ["tests/{docs,synth}/**/*.test.ts"],
          exclude: ["tests/**/*.slow.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "loopback",
          include: ["tests/{loopback,permissions,workflows}/**/*.test.ts"],
          exclude: ["tests/**/*.slow.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          // Minutes each: many kills, many faults, every environment, waits for records. CI runs it in a separate job.
          name: "slow",
          include: ["tests/**/*.slow.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
