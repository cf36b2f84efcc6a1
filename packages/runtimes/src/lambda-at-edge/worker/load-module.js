// Loads a function's module as Lambda's Node.js does, wherever its folder lies on this machine.
import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire, register } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brought, notInstalled } from "./brought.js";

/** @param directory where the zip is unpacked: what lies above it does not count */
export async function loadModule(file, directory) {
  resolveBrought(file);
  const isModule = file.endsWith(".mjs") || (!file.endsWith(".cjs") && typeOf(file, directory) === "module");
  if (isModule) return import(pathToFileURL(file).href);
  compileAsCommonJs(directory);
  return createRequire(file)(file);
}

/** By the nearest package.json inside the zip. On Lambda there is none above it; here it may be that of a project. */
function typeOf(file, directory) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type ?? "commonjs";
    if (folder === directory || folder === path.dirname(folder)) return "commonjs";
  }
}

function compileAsCommonJs(directory) {
  const compile = Module._extensions[".js"];
  Module._extensions[".js"] = (module, filename) => {
    const own = filename.startsWith(directory + path.sep) && typeOf(filename, directory) === "commonjs";
    if (!own) return compile(module, filename);
    return module._compile(readFileSync(filename, "utf8"), filename, "commonjs");
  };
}

function resolveBrought(file) {
  const resolve = Module._resolveFilename;
  const paths = [import.meta.dirname];
  Module._resolveFilename = (request, ...rest) => {
    try {
      return resolve(request, ...rest);
    } catch (error) {
      if (!brought.test(request)) throw error;
      try {
        return resolve(request, rest[0], false, { paths });
      } catch {
        throw notInstalled(request, error);
      }
    }
  };
  // The hook of import starts a thread; most bundles have no need of it.
  if (!file.endsWith(".cjs") && existsSync(file) && /["']@(aws-sdk|smithy)\//.test(readFileSync(file, "utf8"))) {
    register("./resolve-hook.js", import.meta.url);
  }
}
