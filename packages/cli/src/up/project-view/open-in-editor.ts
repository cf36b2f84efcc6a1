import { spawn } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { SourcePosition } from "@featheredge/inspector/api";
import { argumentsOf, chosenEditor } from "./editor.ts";

/**
 * Opens a line of the project in the editor that the user has chosen, which is started without a shell.
 *
 * @returns the reason why it is not opened; undefined once the editor was started
 */
export async function openInEditor(
  root: string,
  env: NodeJS.ProcessEnv,
  { file, line = 1, column = 1 }: Pick<SourcePosition, "file" | "line" | "column">,
): Promise<string | undefined> {
  const path = pathInProject(root, file);
  if (path === undefined) return `'${file}' is not a file of the project.`;
  const editor = chosenEditor(env);
  if (editor === undefined) {
    return "No editor is chosen. Set LAUNCH_EDITOR to the command of one that opens a window, such as 'code', and start 'featheredge up' again.";
  }
  const child = spawn(editor.command, argumentsOf(editor, { file: path, line, column }), {
    cwd: root,
    env,
    // It outlives 'up', and must not write to its terminal.
    detached: true,
    stdio: "ignore",
  });
  const error = await new Promise<Error | undefined>((resolve) => {
    child.once("spawn", () => resolve(undefined));
    child.once("error", resolve);
  });
  child.unref();
  return error && `'${editor.command}' can't be started: ${error.message}. LAUNCH_EDITOR, VISUAL or EDITOR names it.`;
}

/** The real path of a file, if it is in the project: a link may lead out of it. */
function pathInProject(root: string, file: string): string | undefined {
  try {
    const path = realpathSync(join(root, file));
    return path.startsWith(realpathSync(root) + sep) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
