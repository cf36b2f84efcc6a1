#!/usr/bin/env node
// The command runs from TypeScript source: an edit runs without a build step.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("../loader/register.cjs");
require("../src/main.ts");
