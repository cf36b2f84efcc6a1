/** Bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Parses a Range header.
 *
 * CloudFront answers with the whole object unless the ranges ascend, do not overlap, and are all valid.
 *
 * @param size the bytes of the whole body
 * @returns `whole` if the whole body is the answer, `unsatisfiable` if the answer is 416
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RangeGETs.html
 */
export function parseRanges(header: string, size: number): readonly ByteRange[] | "whole" | "unsatisfiable" {
  const list = /^bytes=(.*)$/i.exec(header.trim())?.[1];
  if (list === undefined) return "whole";
  const ranges: ByteRange[] = [];
  for (const part of list.split(",")) {
    const match = /^(\d*)-(\d*)$/.exec(part.trim());
    const [, first = "", last = ""] = match ?? [];
    if (first === "" && last === "") return "whole";
    if (first !== "" && last !== "" && Number(last) < Number(first)) return "whole";
    const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
    const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
    const before = ranges.at(-1);
    if (before !== undefined && start < before.end) return "whole";
    // A range behind the end is ignored, as in RFC 9110; if none is left, the answer is 416.
    if (start < end) ranges.push({ start, end });
  }
  return ranges.length > 0 ? ranges : "unsatisfiable";
}
