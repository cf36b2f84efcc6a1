import nodeFs from "node:fs";

/** The functions of `node:fs` that change kept files, so that a test can make any of them fail. */
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
