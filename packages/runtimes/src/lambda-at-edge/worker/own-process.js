import { constants } from "node:os";

/**
 * In Lambda a function has its own process, which it may end. Here its thread takes that role: a signal to that
 * process ends the thread, and not the process around it.
 */
export function ownProcess() {
  const kill = process.kill.bind(process);
  process.kill = (pid, signal = "SIGTERM") => {
    // 0 means its group, -1 all that there are.
    if (![process.pid, 0, -1, -process.pid].includes(Number(pid))) return kill(pid, signal);
    const number = typeof signal === "number" ? signal : constants.signals[signal];
    if (number === undefined) return kill(process.pid, signal);
    if (number !== 0) process.exit(128 + number);
    return true;
  };
  process.abort = () => process.exit(128 + constants.signals.SIGABRT);
}
