// Runs a TypeScript file, which may not use await outside of functions: node run.cjs <file.ts> [arguments]
require("./register.cjs");

const { resolve } = require("node:path");

process.argv.splice(1, 2, resolve(process.argv[2]));
require(process.argv[1]);
