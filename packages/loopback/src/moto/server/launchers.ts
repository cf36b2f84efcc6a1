import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { findProgram } from "../../find-program.ts";

/** The release of moto that the loopback is tested with. */
export const motoVersion = "5.2.1";

/** The commands with which a user can get moto. */
export const howToGetMoto =
  `Get it by: pipx install 'moto[server]==${motoVersion}' (or: pip install 'moto[server]==${motoVersion}'); ` +
  "with uv, pipx or a running Docker on this machine it is fetched by itself";

/** The error when moto can't be run in any way. */
export const motoMissing = {
  subject: "moto",
  message: "The loopback needs moto to emulate AWS, and moto_server is not on PATH.",
  fix: `Run 'npx featheredge setup'. ${howToGetMoto}.`,
};

/**
 * Environment variables that moto reads.
 * @see https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html
 */
export const motoSettings = {
  // Has AWS's managed policies, such as AWSLambdaBasicExecutionRole.
  MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
  // The seconds until a certificate is issued, so that replayed ones are issued soon.
  MOTO_ACM_VALIDATION_WAIT: "1",
  // moto otherwise allows every web page to read its answers.
  MOTO_DISABLE_GLOBAL_CORS: "true",
} as const;

/** One way to run moto's server. */
export interface Launcher {
  readonly name: "moto_server" | "uvx" | "pipx" | "docker";
  readonly command: string;
  /** The arguments, to which the address must be added, except with Docker. */
  readonly arguments: readonly string[];
  /** The name of Docker's container, which listens on a port of 127.0.0.1 and requires a secret. Others use a socket. */
  readonly container?: string;
}

/** The environment variable with the secret of a container's moto. */
export const secretVariable = "FEATHEREDGE_MOTO_SECRET";

/**
 * Finds a way to run moto: the installed one, else uv or pipx, which download it, else Docker if its daemon runs.
 * @returns `undefined` if there is none.
 */
export function findMoto(env: NodeJS.ProcessEnv): Launcher | undefined {
  const installed = findProgram("moto_server", env);
  if (installed !== undefined) {
    return { name: "moto_server", command: installed, arguments: [] };
  }
  const specification = `moto[server]==${motoVersion}`;
  const uvx = findProgram("uvx", env);
  if (uvx !== undefined) {
    return { name: "uvx", command: uvx, arguments: ["--quiet", "--from", specification, "moto_server"] };
  }
  const pipx = findProgram("pipx", env);
  if (pipx !== undefined) {
    return { name: "pipx", command: pipx, arguments: ["run", "--spec", specification, "moto_server"] };
  }
  const docker = findProgram("docker", env);
  return docker !== undefined && daemonAnswers(docker, env) ? inDocker(docker) : undefined;
}

function inDocker(command: string): Launcher {
  const container = `featheredge-moto-${randomBytes(6).toString("hex")}`;
  const image = `docker.io/motoserver/moto:${motoVersion}`;
  const flags = ["--rm", "--init", "--name", container, "--publish", "127.0.0.1::5000"];
  const settings = Object.entries(motoSettings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  // Docker reads the secret's value from its environment, so that no command line shows it.
  const guard = ["--env", secretVariable, "--entrypoint", "python3", image, "-c", guardedMoto(), "0.0.0.0", "5000"];
  return { name: "docker", command, arguments: ["run", ...flags, ...settings, ...guard], container };
}

function guardedMoto(): string {
  return readFileSync(new URL("guarded_moto.py", import.meta.url), "utf8");
}

function daemonAnswers(docker: string, env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync(docker, ["version", "--format", "{{.Server.Version}}"], { env, stdio: "ignore", timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}
