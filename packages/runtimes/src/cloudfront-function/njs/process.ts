import { spawn } from "node:child_process";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";

/** The njs program does not exist, or is not executable. */
export class NjsMissing extends DiagnosticError {
  override readonly name = "NjsMissing";

  constructor(njs: string) {
    super([
      diagnose("FE-CLI-011", {
        subject: njs,
        message: `'${njs}' can't be started; CloudFront Functions are also checked in njs.`,
        fix: "Run 'npx featheredge setup', which installs it, or give its path.",
      }),
    ]);
  }
}

export interface NjsProcess {
  readonly output: string;
  readonly timedOut: boolean;
}

/**
 * Runs njs to its end, without a shell.
 *
 * @throws NjsMissing when there is no such program
 */
export function startNjs(njs: string, args: readonly string[], cwd: string, timeoutMs: number): Promise<NjsProcess> {
  return new Promise((resolve, reject) => {
    // CloudFront Functions run in UTC, and see no environment variables.
    const child = spawn(njs, args, {
      cwd,
      env: { PATH: process.env.PATH, TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        if (output.length < mostOutput) output += chunk;
      });
    }
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === "ENOENT" || error.code === "EACCES" ? new NjsMissing(njs) : error);
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve({ output, timedOut });
    });
  });
}

const mostOutput = 64 * 1024;
