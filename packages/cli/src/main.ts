import { reportJson, reportText } from "@featheredge/diagnostics";
import { watchInterruption } from "./process/interruption.ts";
import { createProgram, wantsJson } from "./program.ts";
import { rootOf } from "./project/root.ts";
import { describeFailure, sourcesOf } from "./report/failure.ts";
import { pathWithTools } from "./setup/tools-folder.ts";

// The AWS SDK would warn about Node versions that its coming releases need; ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// Every command, and every program that it starts, finds the tools that `featheredge setup` installed.
const root = rootOf(process.cwd());
if (root !== undefined) process.env.PATH = pathWithTools(root, process.env.PATH);

const interruption = watchInterruption(process);
const program = createProgram({
  env: process.env,
  directory: process.cwd(),
  interruption,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});

// A reader may stop reading, as `| head` does; the command still runs to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

async function main(): Promise<void> {
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    const { diagnostics, text, exitCode } = describeFailure(error, interruption.stop);
    const sources = await sourcesOf(root, diagnostics);
    process.stderr.write(text ?? reportText(diagnostics, sources));
    if (wantsJson(program) && diagnostics.length > 0) process.stdout.write(reportJson(diagnostics, sources));
    process.exitCode = exitCode;
  }
  interruption.end();
}

// Without an await: the loader compiles this file to CommonJS.
void main();
