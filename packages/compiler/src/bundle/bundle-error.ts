/** The author's mistakes that stop a bundle: syntax errors, imports that lead nowhere, secrets without a name. */
export class BundleError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "BundleError";
    this.problems = problems;
  }
}
