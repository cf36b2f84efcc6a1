import type { RunInput } from "./engine.ts";
import { runPortable } from "./portable.ts";

/** Runs the handler that it is sent, and answers with the result. It ends without an answer if the handler can't be run. */
process.once("message", (input: RunInput) => {
  runPortable(input).then(
    (ran) => process.send?.(ran),
    () => process.exit(1),
  );
});
