const units = [
  ["year", 31_536_000],
  ["day", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** `10 min` for 600 seconds: in the largest unit of which it is a whole number. */
export function formatDuration(seconds: number): string {
  const [unit, size] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? ["s", 1];
  const count = seconds / size;
  return `${count} ${unit}${count > 1 && (unit === "year" || unit === "day") ? "s" : ""}`;
}
