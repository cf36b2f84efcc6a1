/**
 * Lets `require` load TypeScript. The command and the cdktf app run from their source by this. Unlike hooks of Node.js's
 * modules, it needs no second thread and no analysis of CommonJS packages, which took most of the time of a synthesis.
 */
const Module = require("node:module");
const { fileURLToPath, pathToFileURL } = require("node:url");
const { isModuleNamespaceObject } = require("node:util/types");
const { cache, compile } = require("./compile.cjs");
const { useCompileCache } = require("./compile-cache.cjs");
const { mapStackTraces, rememberMap } = require("./stack-traces.cjs");

// Since 22.1, Node.js can keep what V8 compiled.
if (Module.enableCompileCache !== undefined) Module.enableCompileCache(`${cache}-v8`);
else useCompileCache(`${cache}-v8`, process.argv.slice(1, 3));

/** The query that each file was last imported with: a file that is imported with another one is loaded again. */
const queries = new Map();

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  if (!request.startsWith("file:")) return resolve(request, ...rest);
  const { search } = new URL(request);
  const file = fileURLToPath(request);
  if (queries.has(file) && queries.get(file) !== search) delete Module._cache[file];
  queries.set(file, search);
  return resolve(file, ...rest);
};

Module._extensions[".ts"] = (module, file) => {
  const { code, mapFile } = compile(file);
  rememberMap(file, mapFile);
  module.scope = {
    __import: (id) => importInto(module, id),
    __exported: markAsModule,
    __url: pathToFileURL(file).href,
  };
  // On the code's first line, so that the lines after it are those of the source map.
  module._compile(`const { __import, __exported, __url } = module.scope; ${code}`, file);
};

const markAsModule = (exports) => Object.defineProperty(exports, "__esModule", { value: true });

const namespaces = new WeakMap();

/** The value of `import * as`: the exports of a module; of CommonJS, its properties, and itself as the default. */
function importInto(module, id) {
  const exports = module.require(id);
  if (isModuleNamespaceObject(exports) || isTypeScript(module, id, exports)) return exports;
  if (exports === null || !["object", "function"].includes(typeof exports)) return { default: exports };
  let namespace = namespaces.get(exports);
  if (namespace === undefined) {
    namespace = { ...exports, default: exports };
    namespaces.set(exports, namespace);
  }
  return namespace;
}

function isTypeScript(module, id, exports) {
  return exports?.__esModule === true && Module._resolveFilename(id, module).endsWith(".ts");
}

mapStackTraces();
