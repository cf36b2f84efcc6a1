import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readlink, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { findProgram } from "@featheredge/loopback/find-program";
import { motoVersion } from "@featheredge/loopback/moto";
import { replaceLink, type ToolsFolder } from "./tools-folder.ts";

/** The AWS CLI and boto3 that the tests are written for. Both need the same botocore. */
export const awsCliVersion = "1.45.11";
export const boto3Version = "1.43.11";

/** Packages from PyPI. moto's HTTP libraries and botocore are pinned, too, since its answers depend on them. */
export const pythonPackages = [
  `moto[server]==${motoVersion}`,
  `boto3==${boto3Version}`,
  `awscli==${awsCliVersion}`,
  "botocore==1.43.11",
  "Flask==3.1.3",
  "flask-cors==6.0.2",
  "Werkzeug==3.1.8",
  "responses==0.26.0",
  "xmltodict==1.0.4",
];

/** The oldest Python that moto 5.2 runs on. */
const oldestPython = "3.10";

/** Runs a program to its end. @returns its exit code */
export type RunProgram = (command: readonly string[]) => Promise<number>;

/** A program that makes Python environments. */
export interface PythonMaker {
  readonly name: "uv" | "python3";
  readonly program: string;
}

/**
 * Finds a program that makes a Python environment: uv, else a Python that can make one and is new enough.
 * @param run - Runs a program without showing its output.
 */
export async function findPythonMaker(env: NodeJS.ProcessEnv, run: RunProgram): Promise<PythonMaker | undefined> {
  const uv = findProgram("uv", env);
  if (uv !== undefined) return { name: "uv", program: uv };
  const python = findProgram("python3", env);
  if (python === undefined) return undefined;
  // Debian's Python lacks ensurepip unless python3-venv is installed, and then can't make environments.
  const check = `import ensurepip, sys, venv; sys.exit(sys.version_info < (${oldestPython.replace(".", ", ")}))`;
  return (await run([python, "-c", check])) === 0 ? { name: "python3", program: python } : undefined;
}

/**
 * Installs {@link pythonPackages} into the project's own environment. uv and pip check each file against the
 * hash that the index states.
 * @param programs - The environment's programs that are linked into the project's tools: `moto_server`, `aws`.
 * @throws {DiagnosticError} when it fails. An earlier environment is left as it was.
 */
export async function getPythonTools(
  maker: PythonMaker,
  tools: ToolsFolder,
  programs: readonly string[],
  run: RunProgram,
): Promise<void> {
  // An environment's scripts contain its path, so it is made in its final location, under a unique name.
  const environment = join(tools.folder, `python-${randomBytes(6).toString("hex")}`);
  const python = join(environment, "bin", "python3");
  const commands =
    maker.name === "uv"
      ? [
          [maker.program, "venv", "--quiet", "--python", `>=${oldestPython}`, environment],
          [maker.program, "pip", "install", "--quiet", "--python", python, ...pythonPackages],
        ]
      : [
          [maker.program, "-m", "venv", environment],
          [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...pythonPackages],
        ];
  await mkdir(tools.folder, { recursive: true });
  try {
    for (const command of commands) await runToEnd(command, run);
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    throw error;
  }
  const earlier = existsSync(tools.python) ? await readlink(tools.python) : undefined;
  await replaceLink(tools.python, basename(environment));
  if (earlier !== undefined) await rm(join(tools.folder, earlier), { recursive: true, force: true });
  for (const program of programs) {
    await replaceLink(join(tools.bin, program), join("..", "python", "bin", program));
  }
}

async function runToEnd(command: readonly string[], run: RunProgram): Promise<void> {
  const exitCode = await run(command);
  if (exitCode !== 0) {
    throw DiagnosticError.of("FE-CLI-012", {
      message: `'${command.slice(0, 4).join(" ")} …' ended with exit code ${exitCode}; its output is above.`,
    });
  }
}
