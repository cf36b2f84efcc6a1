/** A mistake in an environment file, or a name that no file has: its message is for the person who wrote it. */
export class EnvironmentError extends Error {
  readonly userFacing = true;
  override readonly name = "EnvironmentError";
}
