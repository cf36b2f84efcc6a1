import { type Context, withTextOnStderr } from "../context.ts";

/**
 * Runs a command whose result is printed, and returns the result. Everything else that the command prints goes to standard
 * error, since standard output carries the protocol.
 */
export async function outputOf(context: Context, command: (context: Context) => Promise<void>): Promise<string> {
  let text = "";
  const quiet = withTextOnStderr(context);
  const print = (printed: string) => {
    text += printed;
  };
  await command({ ...quiet, output: { ...quiet.output, print }, confirm: undefined, ask: undefined });
  return text;
}
