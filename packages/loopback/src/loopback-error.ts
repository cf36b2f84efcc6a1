/** What the user can fix: a missing tool, or an address that can't be used. */
export class LoopbackError extends Error {
  readonly userFacing = true;
  override readonly name = "LoopbackError";
}
