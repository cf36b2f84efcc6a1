/** An error that the user can fix, such as a missing tool or a port in use. It is reported without a stack trace. */
export class LoopbackError extends Error {
  readonly userFacing = true;
  override readonly name = "LoopbackError";
}
