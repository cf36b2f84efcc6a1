import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The path of a program as a shell would find it on `PATH`.
 * @param name - A bare name, such as `terraform`.
 * @param env - Where `PATH` (and, on Windows, `PATHEXT`) is read from.
 * @returns The first executable file, or `undefined` when there is none.
 */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const endings = process.platform === "win32" ? (env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  for (const directory of (env.PATH ?? "").split(delimiter)) {
    for (const ending of endings) {
      const file = join(directory, name + ending);
      if (directory !== "" && isExecutable(file)) {
        return file;
      }
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
