/** The errors of a store's own API, as its model defines them. */
type Code =
  | "AccessDeniedException"
  | "ConflictException"
  | "ResourceNotFoundException"
  | "ServiceQuotaExceededException"
  | "ValidationException";

/** An error that a store's own API answers instead of running an operation. */
export class KeyValueError extends Error {
  override readonly name = "KeyValueError";
  readonly code: string;
  /** Set only for injected faults, whose codes have no status in the model. */
  readonly status: number | undefined;

  /** @param code - Determines the HTTP status, by the SDK's schema of the error. */
  constructor(code: Code, message: string);
  constructor(code: string, message: string, status: number);
  constructor(code: string, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
