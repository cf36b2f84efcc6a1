import { spawn } from "node:child_process";

/** The program that opens a URL in the user's browser, and its arguments. */
export function openCommand(
  url: string,
  platform: NodeJS.Platform,
  browser: string | undefined,
): readonly [string, ...string[]] {
  if (browser !== undefined && browser !== "") return [browser, url];
  if (platform === "darwin") return ["open", url];
  // `start` is a part of the shell, and takes its first quoted argument as a title.
  if (platform === "win32") return ["cmd", "/c", "start", '""', url];
  return ["xdg-open", url];
}

/** Opens a URL in the user's browser. @returns false if no program could be started */
export function openUrl(url: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [command, ...args] = openCommand(url, process.platform, env.BROWSER);
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: "ignore", env });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
