/** Sends the port to the process that started this one, and ends when that process ends. */
export function ready(port: number): void {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
  process.stdin.on("end", () => process.exit()).resume();
}
