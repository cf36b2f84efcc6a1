/** Lets stack traces name the lines of TypeScript files. A source map is read when a trace first needs it. */
const { readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");

/** The source map, or the path of its file, by the TypeScript file. */
const maps = new Map();

/** @param {string} file a TypeScript file @param {string} mapFile the path of its source map */
function rememberMap(file, mapFile) {
  maps.set(file, mapFile);
}

function mapStackTraces() {
  Error.prepareStackTrace = (error, frames) =>
    [heading(error), ...frames.map((frame) => `    at ${describeFrame(frame)}`)].join("\n");
}

function heading(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function describeFrame(frame) {
  const text = String(frame);
  const file = frame.getFileName();
  if (!maps.has(file)) return text;
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const { originalLine, originalColumn } = mapOf(file)?.findEntry(line - 1, column - 1) ?? {};
  if (originalLine === undefined) return text;
  return text.replace(`${file}:${line}:${column}`, `${file}:${originalLine + 1}:${originalColumn + 1}`);
}

function mapOf(file) {
  const known = maps.get(file);
  if (typeof known !== "string") return known;
  maps.set(file, undefined);
  try {
    maps.set(file, new SourceMap(JSON.parse(readFileSync(known, "utf8"))));
  } catch {
    // The trace names the lines of the compiled code.
  }
  return maps.get(file);
}

module.exports = { mapStackTraces, rememberMap };
