import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { findProgram } from "../find-program.ts";

/** The release that the loopback is tested with. */
export const motoVersion = "5.2.1";

/**
 * Environment variables that moto reads.
 * @see https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html
 */
export const motoSettings = {
  // AWS's own policies, such as AWSLambdaBasicExecutionRole.
  MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
  // Seconds until a certificate is issued: a replayed one is soon what it was.
  MOTO_ACM_VALIDATION_WAIT: "1",
} as const;

/** One way to run moto's server. */
export interface Launcher {
  readonly name: "moto_server" | "uvx" | "pipx" | "docker";
  readonly command: string;
  readonly arguments: readonly string[];
  /** Docker: the container, whose port on 127.0.0.1 Docker knows. Others print it. */
  readonly container?: string;
}

const serve = ["-H", "127.0.0.1", "-p", "0"];

/**
 * Finds how moto can be run: installed, else fetched by uv or pipx, else in Docker with its daemon running.
 * @returns `undefined` when there is no way.
 */
export function findMoto(env: NodeJS.ProcessEnv): Launcher | undefined {
  const installed = findProgram("moto_server", env);
  if (installed !== undefined) {
    return { name: "moto_server", command: installed, arguments: serve };
  }
  const specification = `moto[server]==${motoVersion}`;
  const uvx = findProgram("uvx", env);
  if (uvx !== undefined) {
    return { name: "uvx", command: uvx, arguments: ["--quiet", "--from", specification, "moto_server", ...serve] };
  }
  const pipx = findProgram("pipx", env);
  if (pipx !== undefined) {
    return { name: "pipx", command: pipx, arguments: ["run", "--spec", specification, "moto_server", ...serve] };
  }
  const docker = findProgram("docker", env);
  return docker !== undefined && daemonAnswers(docker, env) ? inDocker(docker) : undefined;
}

function inDocker(command: string): Launcher {
  const container = `featheredge-moto-${randomBytes(6).toString("hex")}`;
  const image = `docker.io/motoserver/moto:${motoVersion}`;
  const flags = ["--rm", "--init", "--name", container, "--publish", "127.0.0.1::5000"];
  const settings = Object.entries(motoSettings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  return { name: "docker", command, arguments: ["run", ...flags, ...settings, image], container };
}

function daemonAnswers(docker: string, env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync(docker, ["version", "--format", "{{.Server.Version}}"], { env, stdio: "ignore", timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}
