import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { isDiagnosticError } from "@featheredge/diagnostics";
import { findProgram } from "@featheredge/loopback/find-program";
import { findMoto, howToGetMoto } from "@featheredge/loopback/moto";
import { compareVersions } from "../terraform/mirrors.ts";
import { findTerraform, howToGetTerraform } from "../terraform/program.ts";

/** The result of looking for a tool. */
export interface Tool {
  readonly name: string;
  /** Set if most commands work without the tool: what it is for. */
  readonly optional?: string;
  readonly found: boolean;
  readonly version?: string | undefined;
  /** The tool's path, or why it can't be used. */
  readonly detail?: string | undefined;
  readonly howToGet: string;
}

const oldestNode = "20.19.0";

export function inspectNode(version: string): Tool {
  const isNewEnough = compareVersions(version, oldestNode) >= 0;
  return {
    name: "Node.js",
    found: isNewEnough,
    version,
    detail: isNewEnough ? undefined : `${oldestNode} or newer is needed`,
    howToGet: "https://nodejs.org",
  };
}

export async function inspectTerraform(env: NodeJS.ProcessEnv): Promise<Tool> {
  const known = { name: "terraform", howToGet: howToGetTerraform };
  try {
    const { path, version } = await findTerraform(env);
    return { ...known, found: true, version, detail: path };
  } catch (error) {
    if (!isDiagnosticError(error)) throw error;
    return { ...known, found: false, detail: error.diagnostics[0]?.message.replace(/\.$/, "") };
  }
}

export async function inspectMoto(env: NodeJS.ProcessEnv): Promise<Tool> {
  const launcher = findMoto(env);
  const detail = launcher && (launcher.name === "moto_server" ? launcher.command : `fetched by ${launcher.name}`);
  const version = launcher?.name === "moto_server" ? await motoVersionOf(launcher.command, env) : undefined;
  return { name: "moto", found: launcher !== undefined, version, detail, howToGet: howToGetMoto };
}

/** moto_server prints no version, so the Python in its folder is asked. */
async function motoVersionOf(server: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const pythons = [realpathSync(server), server].map((file) => join(dirname(file), "python3"));
  const python = pythons.find((file) => existsSync(file));
  const script = "import importlib.metadata as m; print(m.version('moto'))";
  return python && (await firstLine(python, ["-c", script], env));
}

export async function inspectNjs(env: NodeJS.ProcessEnv): Promise<Tool> {
  const howToGet = "apt-get install njs (Debian, Ubuntu), or https://nginx.org/en/docs/njs/install.html";
  return { ...(await inspect("njs", ["njs"], ["-v"], env)), howToGet };
}

export async function inspectChromium(env: NodeJS.ProcessEnv): Promise<Tool> {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return {
    ...(await inspect("chromium", names, ["--version"], env)),
    optional: "tests of web pages",
    howToGet: "https://www.chromium.org/getting-involved/download-chromium",
  };
}

export async function inspectAws(env: NodeJS.ProcessEnv): Promise<Tool> {
  const howToGet = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html";
  return { ...(await inspect("aws", ["aws"], ["--version"], env)), optional: "signing in to AWS, and tests", howToGet };
}

export async function inspectBoto3(env: NodeJS.ProcessEnv): Promise<Tool> {
  const python = findProgram("python3", env);
  const version = python && (await firstLine(python, ["-c", "import boto3; print(boto3.__version__)"], env));
  return {
    name: "boto3",
    optional: "tests",
    found: version !== undefined,
    version,
    detail: version && python,
    howToGet: "https://docs.aws.amazon.com/boto3/latest/guide/quickstart.html",
  };
}

async function inspect(name: string, names: readonly string[], args: readonly string[], env: NodeJS.ProcessEnv) {
  const path = names.map((each) => findProgram(each, env)).find((each) => each !== undefined);
  const line = path === undefined ? undefined : await firstLine(path, args, env);
  return { name, found: path !== undefined, version: /\d+(\.\d+)+/.exec(line ?? "")?.[0], detail: path };
}

async function firstLine(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const ran = promisify(execFile)(file, args, { env, timeout: 10_000 });
  return ran.then(
    ({ stdout }) => stdout.split("\n", 1)[0],
    () => undefined,
  );
}
