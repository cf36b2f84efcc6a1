const pad = (value: number, length = 2) => String(value).padStart(length, "0");

/** A time of day with milliseconds, as `14:03:22.187`, in the browser's time zone. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

/**
 * A date and time in the browser's time zone, as `2026-11-02 09:12:44`.
 * @param time milliseconds since 1970, or a text of AWS's API, which is returned unchanged if it is not a date
 */
export function formatDate(time: number | string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** A duration as one or two units: `0 s`, `0.4 ms`, `12 ms`, `1.2 s`, `5 min`, `3 h 20 min`, `1 d`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return "0 s";
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${Number((milliseconds / 1_000).toFixed(1))} s`;
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 60) return withRest(minutes, "min", Math.floor((milliseconds % 60_000) / 1_000), "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(hours, "h", minutes % 60, "min");
  return withRest(Math.floor(hours / 24), "d", hours % 24, "h");
}

const withRest = (value: number, unit: string, rest: number, restUnit: string): string =>
  rest === 0 ? `${value} ${unit}` : `${value} ${unit} ${rest} ${restUnit}`;

/** A size as `812 B`, `9.3 KB`, `1.2 MB`; a KB has 1,024 bytes, as in CloudFront's quotas. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${Number((bytes / 1_024).toFixed(1))} KB`;
  return `${Number((bytes / 1_048_576).toFixed(1))} MB`;
}

/** A number and its noun: `1 entry`, `3 entries`. */
export const count = (number: number, singular: string, plural = `${singular}s`): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? singular : plural}`;
