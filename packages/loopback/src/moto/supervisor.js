// Runs the command of its arguments and ends it, children and all, as soon as standard input closes. The kernel closes
// that pipe however the starting process ends, kill -9 included, so nothing is ever left behind.
// Plain JavaScript: it is started by node alone, with no TypeScript loader to wait for.
import { spawn } from "node:child_process";

const [command, ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, { stdio: ["ignore", "inherit", "inherit"], detached: true });

function signal(name) {
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch {
    // It has ended already.
  }
}

function end() {
  signal("SIGTERM");
  setTimeout(() => signal("SIGKILL"), 2000).unref();
}

child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on("exit", (code) => {
  // What it started may outlive it.
  signal("SIGKILL");
  process.exit(code ?? 1);
});
process.stdin.on("end", end).on("error", end).resume();
process.on("SIGTERM", end);
// Ctrl-C reaches every process of the terminal; moto is still needed while terraform lets go of its lock.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
