import { findProgram } from "@featheredge/loopback/find-program";

/** Programs that only the system's package manager can install, or that it can install as well. */
export type SystemTool = "njs" | "chromium" | "aws" | "boto3" | "python";

/** A package manager, and the names of the packages in it. */
export interface PackageManager {
  readonly program: string;
  readonly packages: Readonly<Partial<Record<SystemTool, readonly string[]>>>;
  /** Arguments that fetch the lists of packages, unless an install does that itself. */
  readonly update?: readonly string[];
  /** Arguments that install: the packages are appended. */
  readonly install: readonly string[];
  /** Homebrew refuses to run as root; the others need root. */
  readonly asRoot: boolean;
}

/**
 * Fedora and Homebrew have no package of the njs command line.
 * @see https://packages.debian.org/njs
 * @see https://pkgs.alpinelinux.org/packages?name=njs
 */
export const packageManagers: readonly PackageManager[] = [
  {
    program: "apt-get",
    packages: {
      njs: ["njs"],
      chromium: ["chromium"],
      aws: ["awscli"],
      boto3: ["python3-boto3"],
      python: ["python3", "python3-venv"],
    },
    update: ["update", "-qq"],
    install: ["install", "-y", "-qq", "--no-install-recommends", "-o=Dpkg::Use-Pty=0"],
    asRoot: true,
  },
  {
    program: "apk",
    packages: {
      njs: ["njs"],
      chromium: ["chromium"],
      aws: ["aws-cli"],
      boto3: ["py3-boto3"],
      python: ["python3", "py3-pip"],
    },
    install: ["add", "--quiet"],
    asRoot: true,
  },
  {
    program: "dnf",
    packages: { chromium: ["chromium"], aws: ["awscli2"], boto3: ["python3-boto3"], python: ["python3"] },
    install: ["install", "-y", "--quiet"],
    asRoot: true,
  },
  {
    program: "brew",
    packages: { aws: ["awscli"], python: ["python"] },
    install: ["install", "--quiet"],
    asRoot: false,
  },
];

/** The package manager of this machine: the first of {@link packageManagers} that is on `PATH`. */
export function findPackageManager(env: NodeJS.ProcessEnv): PackageManager | undefined {
  return packageManagers.find(({ program }) => findProgram(program, env) !== undefined);
}

/** How a command is run as root. */
export interface Elevation {
  /** Goes before the command; empty for root. */
  readonly prefix: readonly string[];
}

/**
 * Finds out how to run a command as root. sudo may ask for a password on a terminal only.
 * @returns undefined when the user is not root and sudo is not on `PATH`.
 */
export function findElevation(
  env: NodeJS.ProcessEnv,
  userId: number | undefined,
  terminal: boolean,
): Elevation | undefined {
  if (userId === 0) return { prefix: [] };
  const sudo = findProgram("sudo", env);
  return sudo === undefined ? undefined : { prefix: terminal ? [sudo] : [sudo, "-n"] };
}

/** The commands that install packages, each as a program and its arguments. */
export function installCommands(
  manager: PackageManager,
  elevation: Elevation,
  packages: readonly string[],
): readonly (readonly string[])[] {
  // Debian's packages must not ask questions. sudo passes no variable on, so it is set after sudo.
  const quietly = manager.program === "apt-get" ? ["env", "DEBIAN_FRONTEND=noninteractive"] : [];
  const start = [...(manager.asRoot ? elevation.prefix : []), ...quietly, manager.program];
  const update = manager.update === undefined ? [] : [[...start, ...manager.update]];
  return [...update, [...start, ...manager.install, ...packages]];
}
