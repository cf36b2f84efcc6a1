import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { LoopbackClient } from "@featheredge/loopback";
import { account as testAccount } from "./terraform.ts";

/** AWS's own clients, in separate processes, connected to the loopback. A test that uses a missing one fails. */
export interface AwsTools {
  /** Runs the AWS CLI. @returns its JSON output, or `{}` if it prints nothing */
  cli(...args: string[]): Promise<Answer>;
  /** Runs the AWS CLI with a command that must fail. @returns AWS's error code */
  errorCode(...args: string[]): Promise<string>;
  /** Runs Python with boto3. @returns the script's JSON output */
  python(script: string, ...args: string[]): Promise<Answer>;
}

// biome-ignore lint/suspicious/noExplicitAny: the CLI's answers have the shapes of hundreds of operations.
type Answer = any;

export function awsTools(loopback: Pick<LoopbackClient, "environment">, account = testAccount): AwsTools {
  const env = { ...process.env, ...loopback.environment(account), AWS_PAGER: "", AWS_DEFAULT_OUTPUT: "json" };
  const run = async (program: string, args: readonly string[]) => {
    const { stdout } = await promisify(execFile)(program, args, { env, maxBuffer: 1 << 26 }).catch((error) => {
      throw error.code === "ENOENT" ? new Error(`${program} is not on the PATH: see npx featheredge doctor`) : error;
    });
    return stdout.trim() === "" ? {} : JSON.parse(stdout);
  };
  return {
    cli: (...args) => run("aws", args),
    errorCode: (...args) =>
      run("aws", args).then(
        (answer) => `none: ${JSON.stringify(answer)}`,
        (error: Error & { stderr?: string }) =>
          /An error occurred \((\w+)\)/.exec(error.stderr ?? "")?.[1] ?? String(error),
      ),
    python: (script, ...args) => run("python3", ["-c", script, ...args]),
  };
}
