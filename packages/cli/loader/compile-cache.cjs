/**
 * Keeps what V8 compiles of CommonJS modules, for Node.js before 22.1, which has no such cache: compiling took a quarter of
 * a synthesis. Parts are found by the hash of a module's source, so that no other source's code can run. There is one file
 * for each program and command, since reading one file is faster than reading a thousand.
 */
const { createHash, randomBytes } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

/** The file is written again when this much source had to be compiled: a small edit is not worth it. */
const writtenFromCharacters = 100_000;

/** The file is not read by other versions of Node.js, whose V8 would reject each part, or of this format. */
const engine = `${process.version}-${process.arch}-2`;

/** Files are removed after this time, whether they are still used or not. */
const keptMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** Milliseconds after which what was read of the file is freed, for commands that run for long. */
const startMilliseconds = 10_000;

/**
 * @param {string} folder where the files are kept
 * @param {readonly string[]} program what decides which modules are loaded, such as a script and a command
 */
function useCompileCache(folder, program) {
  // A project that was moved with its packages begins a new file, since the names in the old one are of another folder.
  const file = path.join(folder, engine, `${hashOf([folder, ...program].join("\0"))}.bin`);
  let kept = read(file);
  setTimeout(() => {
    kept = undefined;
  }, startMilliseconds).unref();
  /** Scripts that were compiled, by the hash of their source. */
  const compiled = new Map();
  let characters = 0;

  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileCached(source, filename, format) {
    // Node.js itself compiles modules of ECMAScript, and reports code that does not parse.
    if (format === "module") return compile.call(this, source, filename, format);
    const hash = hashOf(source);
    const part = kept?.get(hash);
    // V8 keeps the file's name, too: stack traces would name the copy of the project that was compiled first.
    const cachedData = part?.filename === filename ? part.data : undefined;
    const script = scriptOf(source, filename, cachedData);
    if (script === undefined) return compile.call(this, source, filename, format);
    if (cachedData === undefined || script.cachedDataRejected) {
      compiled.set(hash, { script, filename });
      // Copies of a project that share the file do not write it in turns.
      if (part === undefined || cachedData !== undefined) characters += source.length;
    }
    const wrapped = script.runInThisContext();
    return wrapped.call(this.exports, this.exports, requireOf(this), this, filename, path.dirname(filename));
  };

  process.once("exit", () => {
    if (characters < writtenFromCharacters) return;
    const parts = new Map(kept ?? read(file) ?? []);
    for (const [hash, { script, filename }] of compiled) {
      parts.set(hash, { filename, data: script.createCachedData() });
    }
    write(file, parts);
  });
}

function scriptOf(source, filename, cachedData) {
  const [start, end] = Module.wrapper;
  try {
    return new vm.Script(start + source.replace(/^#!.*/, "") + end, {
      filename,
      // The source's own columns, in stack traces.
      columnOffset: -start.length,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    return undefined;
  }
}

/** The `require` of a module, as Node.js makes it. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function hashOf(text) {
  return createHash("sha256").update(text).digest("base64url");
}

/** What was compiled, and its file's name, by the hash of the source; undefined if there is none, or it was cut short. */
function read(file) {
  try {
    const bytes = fs.readFileSync(file);
    const indexEnd = 4 + bytes.readUInt32LE(0);
    const index = JSON.parse(bytes.toString("utf8", 4, indexEnd));
    let position = indexEnd;
    const parts = new Map();
    for (const [hash, filename, length] of index) {
      parts.set(hash, { filename, data: bytes.subarray(position, position + length) });
      position += length;
    }
    return position === bytes.length ? parts : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a file. A folder that can't be written costs time only. */
function write(file, parts) {
  const entries = Array.from(parts, ([hash, { filename, data }]) => [hash, filename, data.length]);
  const index = Buffer.from(JSON.stringify(entries));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  const part = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    removeOld(path.dirname(file));
    fs.writeFileSync(part, Buffer.concat([length, index, ...Array.from(parts.values(), ({ data }) => data)]));
    fs.renameSync(part, file);
  } catch {
    fs.rmSync(part, { force: true });
  }
}

function removeOld(folder) {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const { mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== undefined && Date.now() - mtimeMs > keptMilliseconds) fs.rmSync(file, { force: true });
  }
}

module.exports = { useCompileCache };
