import nodeFs from "node:fs";

/** The calls of `node:fs` that change kept files, so that a test can make any one of them fail. */
export type FileSystem = Pick<
  typeof nodeFs,
  | "closeSync"
  | "fdatasyncSync"
  | "fsyncSync"
  | "ftruncateSync"
  | "linkSync"
  | "mkdirSync"
  | "openSync"
  | "renameSync"
  | "rmSync"
  | "writeSync"
>;

export const machineFiles: FileSystem = nodeFs;
