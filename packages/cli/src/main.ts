import { watchInterruption } from "./process/interruption.ts";
import { createProgram } from "./program.ts";
import { describeFailure } from "./report/failure.ts";

// The AWS SDK would warn about Node versions that its coming releases need; ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const interruption = watchInterruption(process);
const program = createProgram({
  env: process.env,
  directory: process.cwd(),
  interruption,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});

// Whoever reads us may stop reading, as `| head` does; what runs is still brought to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  await program.parseAsync(process.argv);
} catch (error) {
  const failure = describeFailure(error, interruption.stop);
  process.stderr.write(failure.text);
  process.exitCode = failure.exitCode;
}
interruption.end();
