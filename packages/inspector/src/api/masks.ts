/** Replaces a secret value. Its length stays, so that one can see whether there is one. */
export function maskOf(value: string): string {
  return `‹hidden:${value.length}›`;
}

/** A text that {@link maskOf} made, anywhere in a longer text. */
export const maskPattern = /‹hidden:\d+›/;
