/** Commands of the keyboard. `interrupt` is Ctrl-C, `suspend` Ctrl-Z: a terminal in raw mode sends no signals for them. */
export type KeyCommand =
  | "open"
  | "inspector"
  | "apply"
  | "clear-cache"
  | "help"
  | "quit"
  | "interrupt"
  | "suspend"
  | "redraw"
  | "blank";

interface KeyBinding {
  readonly keys: readonly string[];
  readonly command: KeyCommand;
  /** For the help, and for the short list of keys. Undefined for keys that users of terminals know. */
  readonly help?: { readonly short: string; readonly long: string };
}

/** The keys are those of vite and wrangler, where they have the same command. */
export const keyBindings: readonly KeyBinding[] = [
  { keys: ["o"], command: "open", help: { short: "open", long: "open the first distribution in the browser" } },
  {
    keys: ["i"],
    command: "inspector",
    help: { short: "inspector", long: "open the inspector: each request, why it was answered so" },
  },
  { keys: ["r"], command: "apply", help: { short: "re-apply", long: "plan and apply again, even if no file changed" } },
  { keys: ["c"], command: "clear-cache", help: { short: "clear cache", long: "drop all cached answers" } },
  { keys: ["h", "?"], command: "help", help: { short: "help", long: "show or hide this help" } },
  { keys: ["q"], command: "quit", help: { short: "quit", long: "stop; what was applied is kept for the next start" } },
  { keys: ["\u0003"], command: "interrupt" },
  { keys: ["\u001a"], command: "suspend" },
  { keys: ["\u000c"], command: "redraw" },
  { keys: ["\r", "\n"], command: "blank" },
];

/** The commands of what a terminal in raw mode sent, in their order. Escape sequences, such as those of arrows, have none. */
export function readKeys(input: string): KeyCommand[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  const keys = input.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?/g, "");
  return [...keys].flatMap((key) => {
    const binding = keyBindings.find((one) => one.keys.includes(key.toLowerCase()));
    return binding === undefined ? [] : [binding.command];
  });
}
