import { basename } from "node:path";

/** A program that opens files in a window. */
export interface Editor {
  /** Such as `code`. */
  readonly name: string;
  readonly command: string;
  /** Come before the file. */
  readonly args: readonly string[];
}

/** A line of a file. */
export interface EditedPosition {
  /** An absolute path. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}

/** Editors that need a terminal. The terminal of `up` is not free for them. */
const inTerminal = new Set("ed ex helix hx joe kak mcedit micro nano ne nvim pico vi vim".split(" "));

/** How programs take a position. @see https://code.visualstudio.com/docs/configure/command-line#_core-cli-options */
const positions: readonly (readonly [names: string, arguments_: (at: EditedPosition) => readonly string[]])[] = [
  ["code code-insiders codium cursor vscodium windsurf", (at) => ["--goto", `${at.file}:${at.line}:${at.column}`]],
  ["subl sublime_text zed zeditor", (at) => [`${at.file}:${at.line}:${at.column}`]],
  ["emacs emacsclient", (at) => [`+${at.line}:${at.column}`, at.file]],
  ["gvim mvim", (at) => [`+${at.line}`, at.file]],
  ["kate", (at) => ["--line", `${at.line}`, "--column", `${at.column}`, at.file]],
  ["goland idea phpstorm pycharm webstorm", (at) => ["--line", `${at.line}`, "--column", `${at.column}`, at.file]],
];

/**
 * The editor that the user has chosen: the first of `LAUNCH_EDITOR`, `VISUAL` and `EDITOR` that needs no terminal. A
 * value may have arguments, such as `code --reuse-window`, and a path with spaces in double quotes.
 */
export function chosenEditor(env: NodeJS.ProcessEnv): Editor | undefined {
  for (const value of [env.LAUNCH_EDITOR, env.VISUAL, env.EDITOR]) {
    const words = Array.from((value ?? "").matchAll(/"([^"]+)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? "");
    const [command, ...args] = words;
    if (command === undefined) continue;
    const name = basename(command).replace(/\.(?:app|cmd|exe)$/i, "");
    const isInTerminal = inTerminal.has(name) || args.some((arg) => arg === "-nw" || arg === "-t");
    if (!isInTerminal) return { name, command, args };
  }
  return undefined;
}

/** The arguments with which an editor opens a position; those of an unknown one open the file. */
export function argumentsOf({ name, args }: Editor, at: EditedPosition): string[] {
  const known = positions.find(([names]) => names.split(" ").includes(name));
  return [...args, ...(known === undefined ? [at.file] : known[1](at))];
}
