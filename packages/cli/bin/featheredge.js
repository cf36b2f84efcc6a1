#!/usr/bin/env node
// The command runs from TypeScript source: tsx is registered here, so that an edit runs without a build step.
import { register } from "tsx/esm/api";

register();
await import("../src/main.ts");
