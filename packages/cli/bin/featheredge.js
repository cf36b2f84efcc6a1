#!/usr/bin/env node
// The command runs from TypeScript source: tsx is registered here, so that no build step stands between an edit and a run.
import { register } from "tsx/esm/api";

register();
await import("../src/main.ts");
