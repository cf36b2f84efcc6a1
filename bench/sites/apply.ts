/**
 * Synthesizes, plans and applies N distributions on a loopback and prints AppliedSites as JSON.
 * Usage: apply.ts <N> [distributions in a stack]
 */
import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLoopback } from "@featheredge/loopback";
import { copyOfThisProject } from "#fixtures/copy.ts";
import { installReferenceSite } from "#fixtures/reference-site.ts";
import { processorSeconds, residentMegabytes } from "../processes.ts";

/** Seconds of one command. */
interface Seconds {
  /** From its start to its end, which depends on what else the machine does. */
  readonly passed: number;
  /** Of processor time: the command's, Terraform's, its provider's, and meanwhile the loopback's and moto's. */
  readonly processor: number;
}

export interface AppliedSites {
  readonly sites: number;
  readonly stacks: number;
  readonly resources: number;
  readonly synth: Seconds;
  readonly plan: Seconds;
  readonly apply: Seconds;
  readonly noChangePlan: Seconds;
  /** The most memory that `featheredge apply`, Terraform and its provider held together, in MB of 2^20 bytes. */
  readonly terraformMegabytes: number;
  /** The same of the loopback with moto. */
  readonly loopbackMegabytes: number;
}

const command = fileURLToPath(new URL("../../packages/cli/bin/featheredge.js", import.meta.url));

/**
 * An environment with N distributions of servers, two of which share redirects and so a function:
 * an account may have 100 functions.
 * They are small, so that the figures are those of distributions and not of uploads.
 */
const environment = (count: number, perStack: number) => `import type { EnvironmentInput } from "./schema.ts";

const numbers = Array.from({ length: ${count} }, (_, index) => index + 1);

export default {
  account: "111122223333",
  region: "eu-west-1",
  state: { type: "local" },
  protections: { preventDestroy: false },
  grantedQuotas: { distributions: 1_000 },
  handlers: Object.fromEntries(
    numbers.map((number) => [
      \`redirects-\${number}\`,
      { handler: "redirects", config: { rules: [{ exact: "/old", to: \`/new-\${number}\` }] } },
    ]),
  ),
  distributions: Object.fromEntries(
    numbers.map((number) => [
      \`site-\${number}\`,
      {
        stack: \`sites-\${Math.ceil(number / ${perStack})}\`,
        comment: \`Site \${number}\`,
        waitForDeployment: false,
        origins: { app: { type: "custom", domainName: \`app-\${number}.example.com\` } },
        defaultBehavior: {
          origin: "app",
          viewerRequest: \`redirects-\${Math.ceil(number / 2)}\`,
          cachePolicy: { name: "pages", defaultTtl: 60 },
          responseHeadersPolicy: "SecurityHeadersPolicy",
        },
        behaviors: [{ pathPattern: "/assets/*", origin: "app" }],
      },
    ]),
  ),
} satisfies EnvironmentInput;
`;

interface Timed {
  readonly seconds: Seconds;
  /** The most memory that the command and the processes that it started held together. */
  readonly megabytes: number;
  readonly stdout: string;
}

/** Prints the processor time of what it ran as its last line on standard error: see `times` in POSIX. */
const measuredRun = '"$@"; code=$?; times >&2; exit $code';

/** Runs a command of featheredge. @throws Error with its output when it fails */
function timed(cwd: string, ...args: readonly string[]): Promise<Timed> {
  const start = performance.now();
  const loopbackBefore = processorSeconds(process.pid, command);
  const child = spawn("/bin/sh", ["-c", measuredRun, "sh", process.execPath, command, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr, megabytes] = ["", "", 0];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const sampling = setInterval(() => {
    megabytes = Math.max(megabytes, residentMegabytes(child.pid ?? 0));
  }, 250);
  return new Promise((resolve, reject) => {
    child.once("close", (exitCode) => {
      clearInterval(sampling);
      if (exitCode !== 0) return reject(new Error(`featheredge ${args.join(" ")}: ${stdout}${stderr}`));
      const loopback = processorSeconds(process.pid, command) - loopbackBefore;
      const seconds = { passed: (performance.now() - start) / 1000, processor: childrenSeconds(stderr) + loopback };
      resolve({ seconds, megabytes, stdout });
    });
  });
}

/** The processor seconds of a shell's children, as the last line of `times` says: `1m2.5s 0m3.1s`, user and system. */
function childrenSeconds(output: string): number {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

async function measure(sites: number, perStack: number): Promise<AppliedSites> {
  const root = copyOfThisProject();
  installReferenceSite(root);
  writeFileSync(join(root, "environments", "many.ts"), environment(sites, perStack));
  const registry = join(root, "environments", "index.ts");
  const text = readFileSync(registry, "utf8");
  writeFileSync(registry, text.replace("const files = {", 'const files = { many: () => import("./many.ts"),'));
  const loopback = await startLoopback({ directory: join(root, ".featheredge", "loopback"), persist: true });
  let loopbackMegabytes = 0;
  const own = process.pid;
  const sampling = setInterval(() => {
    loopbackMegabytes = Math.max(loopbackMegabytes, residentMegabytes(own, command));
  }, 1_000);
  try {
    const synth = await timed(root, "synth", "many");
    const plan = await timed(root, "plan", "many", "--loopback", "--json");
    const planned: { stacks: { changes: { add: number } }[] } = JSON.parse(plan.stdout);
    const apply = await timed(root, "apply", "many", "--loopback", "--yes");
    const again = await timed(root, "plan", "many", "--loopback", "--json");
    const left: typeof planned = JSON.parse(again.stdout);
    if (left.stacks.some(({ changes }) => Object.values(changes).some((number) => number > 0))) {
      throw new Error(`The plan after the apply has changes: ${again.stdout}`);
    }
    return {
      sites,
      stacks: planned.stacks.length,
      resources: planned.stacks.reduce((sum, { changes }) => sum + changes.add, 0),
      synth: synth.seconds,
      plan: plan.seconds,
      apply: apply.seconds,
      noChangePlan: again.seconds,
      terraformMegabytes: apply.megabytes,
      loopbackMegabytes,
    };
  } finally {
    clearInterval(sampling);
    await loopback.close();
    rmSync(root, { recursive: true, force: true });
  }
}

const [, , sites, perStack = "50"] = process.argv;
console.log(JSON.stringify(await measure(Number(sites), Number(perStack))));
