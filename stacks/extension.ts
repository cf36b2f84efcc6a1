/**
 * The function that extends a stack: the default export of the file that an environment names.
 *
 * @param file relative to the repository
 * @throws Error when the file was not loaded before the synthesis
 */
export function extensionOf<Constructs>(
  extensions: ReadonlyMap<string, unknown> | undefined,
  file: string,
): (constructs: Constructs) => void {
  const extend = extensions?.get(file);
  if (!isFunction<Constructs>(extend)) {
    throw new Error(`${file} was not loaded before the synthesis, or exports no function.`);
  }
  return extend;
}

function isFunction<Constructs>(value: unknown): value is (constructs: Constructs) => void {
  return typeof value === "function";
}
