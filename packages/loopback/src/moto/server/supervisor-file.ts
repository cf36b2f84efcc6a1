import { fileURLToPath } from "node:url";

/** The program that runs a command and ends it when this process ends, even when this process is killed. */
export const supervisorFile = fileURLToPath(new URL("supervisor.js", import.meta.url));
