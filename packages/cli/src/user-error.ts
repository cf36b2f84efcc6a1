/** A mistake that the user can fix: its message alone is printed, and the command ends with exit code 1. */
export class UserError extends Error {
  readonly userFacing = true;
  override readonly name = "UserError";
}

/**
 * Distinguishes a user's mistake from a defect. Every package has its own error classes, so the mark decides, not the class.
 */
export function isUserFacing(error: unknown): error is Error & { readonly userFacing: true } {
  return error instanceof Error && "userFacing" in error && error.userFacing === true;
}
