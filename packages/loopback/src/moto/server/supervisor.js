// Runs the command of its arguments and ends it, children and all, as soon as standard input closes. The kernel closes
// that pipe however the starting process ends, kill -9 included, so no process is left behind. A line on standard input
// is the name of a signal to pass on. Options come before the command:
//   --signal=SIGTERM   asks the command to end
//   --grace-ms=2000    how long it may take to end before it is killed
//   --umask=077        of the files that it makes
//   --remove=/tmp/x    a folder to remove when it has ended
// Plain JavaScript: it is started by node alone, with no TypeScript loader to wait for.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { constants } from "node:os";

const args = process.argv.slice(2);
const options = { signal: "SIGTERM", "grace-ms": "2000", umask: undefined, remove: undefined };
while (args[0]?.startsWith("--")) {
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(args.shift());
  options[name] = value;
}
const [command, ...commandArguments] = args;
if (options.umask !== undefined) process.umask(Number.parseInt(options.umask, 8));
const child = spawn(command, commandArguments, { stdio: ["ignore", "inherit", "inherit"], detached: true });

function signal(name) {
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch {
    // It has ended already.
  }
}

function end() {
  signal(options.signal);
  setTimeout(() => signal("SIGKILL"), Number(options["grace-ms"])).unref();
}

function exit(code) {
  if (options.remove !== undefined) rmSync(options.remove, { recursive: true, force: true });
  process.exit(code);
}

function passOn(lines) {
  for (const name of lines.split("\n").filter(Boolean)) signal(name);
}

child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  exit(1);
});
child.on("exit", (code, name) => {
  // Its own children may outlive it.
  signal("SIGKILL");
  exit(code ?? 128 + constants.signals[name]);
});
process.stdin.setEncoding("utf8").on("data", passOn).on("end", end).on("error", end);
process.on("SIGTERM", end);
// Ctrl-C reaches every process of the terminal; the starting process decides what ends, and passes it on.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
