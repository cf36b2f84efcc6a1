import { watchInterruption } from "./process/interruption.ts";
import { createProgram } from "./program.ts";
import { describeFailure } from "./report/failure.ts";

const interruption = watchInterruption(process);
const program = createProgram({
  env: process.env,
  directory: process.cwd(),
  interruption,
  stdout: process.stdout,
  stderr: process.stderr,
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  const failure = describeFailure(error, interruption.stop);
  process.stderr.write(failure.text);
  process.exitCode = failure.exitCode;
}
interruption.end();
