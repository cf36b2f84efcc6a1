import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Finds a program on `PATH`, as a shell would.
 * @param name - A bare name, such as `terraform`.
 * @param env - The environment whose `PATH` (and, on Windows, `PATHEXT`) is used.
 * @returns the path of the first executable file of that name; `undefined` when `PATH` has none.
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
