/**
 * Compiles TypeScript to CommonJS with esbuild. Results are kept in node_modules/.cache by the content of their source, so
 * copies of a project share them.
 */
const { createHash, randomBytes } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const esbuildPackage = require.resolve("esbuild/package.json");
const cache = path.join(path.dirname(esbuildPackage), "..", ".cache", "featheredge-typescript");

/** Results depend on esbuild's version and on this file. */
const version = `${require(esbuildPackage).version}\0${fs.readFileSync(__filename, "utf8")}`;

/** Results are removed after this time, whether they are still used or not. */
const keptMilliseconds = 30 * 24 * 60 * 60 * 1000;

const settings = {
  format: "cjs",
  platform: "node",
  target: "node20",
  // The code is the same whatever tsconfig.json is in a folder above.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  supported: { "dynamic-import": false },
  define: { "import.meta.dirname": "__dirname", "import.meta.filename": "__filename", "import.meta.url": "__url" },
  sourcemap: "external",
  sourcesContent: false,
  charset: "utf8",
  logLevel: "silent",
};

/**
 * @param {string} file an absolute path
 * @returns {{ code: string, mapFile: string }} CommonJS that uses `__url`, `__import` and `__exported` of `register.cjs`,
 * and the file of its source map
 * @throws {Error} named TransformError, with esbuild's message, when the file does not parse
 */
function compile(file) {
  const source = fs.readFileSync(file, "utf8");
  const entry = entryOf(source);
  const mapFile = `${entry}.map`;
  const kept = read(entry);
  if (kept !== undefined) return { code: kept, mapFile };
  removeOld();
  compileAll([file, ...uncompiledInPackageOf(file)]);
  return { code: read(entry) ?? compileOne(file, source, entry), mapFile };
}

/**
 * Compiles many files by one run of esbuild, since its start takes longer than to compile them. Files with mistakes are
 * omitted: they may not be needed.
 */
function compileAll(files) {
  const { buildSync } = require("esbuild");
  const sources = files.map((file) => fs.readFileSync(file, "utf8"));
  const entryPoints = files.map((file, index) => ({ in: file, out: String(index) }));
  try {
    const { outputFiles } = buildSync({ ...settings, entryPoints, outdir: cache, bundle: false, write: false });
    for (const { path: output, text } of outputFiles) {
      const entry = entryOf(sources[Number.parseInt(path.basename(output), 10)]);
      if (output.endsWith(".map")) keep(`${entry}.map`, text);
      else keep(entry, adapt(text));
    }
  } catch ({ errors = [] }) {
    const broken = new Set(errors.map(({ location }) => location && path.resolve(location.file)));
    const others = files.filter((file) => !broken.has(file));
    if (others.length > 0 && others.length < files.length) compileAll(others);
  }
}

function compileOne(file, source, entry) {
  const { transformSync } = require("esbuild");
  try {
    const { code, map } = transformSync(source, { ...settings, loader: "ts", sourcefile: file });
    keep(`${entry}.map`, map);
    return adapt(code);
  } catch (error) {
    error.name = "TransformError";
    throw error;
  }
}

/**
 * Gives imports of CommonJS packages the values that they have in Node.js's modules, and omits the copies of exports that
 * esbuild's functions make.
 */
function adapt(code) {
  return code.replaceAll("__toESM(require(", "__import((").replaceAll("= __toCommonJS(", "= __exported(");
}

/** The TypeScript files of the same package that have no result yet, as most of them are needed next. */
function uncompiledInPackageOf(file) {
  let folder = path.dirname(file);
  while (!fs.existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder) return [];
    folder = parent;
  }
  return typeScriptBelow(folder).filter(
    (each) => each !== file && !fs.existsSync(entryOf(fs.readFileSync(each, "utf8"))),
  );
}

function typeScriptBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return /^(\..*|node_modules|tests|bench)$/.test(entry.name) ? [] : typeScriptBelow(file);
    return entry.isFile() && /(?<!\.test|\.d)\.ts$/.test(entry.name) ? [file] : [];
  });
}

function entryOf(source) {
  const hash = createHash("sha256").update(version).update("\0").update(source).digest("hex");
  return path.join(cache, `${hash.slice(0, 40)}.js`);
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Writes a result. A folder that can't be written costs time only: the file is compiled again. */
function keep(file, text) {
  const part = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.writeFileSync(part, text);
    fs.renameSync(part, file);
  } catch {
    fs.rmSync(part, { force: true });
  }
}

function removeOld() {
  try {
    for (const name of fs.readdirSync(cache)) {
      const file = path.join(cache, name);
      if (Date.now() - fs.statSync(file).mtimeMs > keptMilliseconds) fs.rmSync(file, { force: true });
    }
  } catch {
    // There is no cache yet, or another process removes the same files.
  }
}

module.exports = { cache, compile };
