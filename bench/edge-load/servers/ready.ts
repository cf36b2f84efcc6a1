/** Tells the process that started this one where it listens, and ends when that one does. */
export function ready(port: number): void {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
  process.stdin.on("end", () => process.exit()).resume();
}
