import { findMoto, motoMissing } from "@featheredge/loopback/moto";
import { findTerraform } from "../terraform/program.ts";
import { isUserFacing, UserError } from "../user-error.ts";

/**
 * Checks that the tools of a plan are installed, before anything is built.
 * @param loopback - Whether moto is needed, too.
 * @throws {UserError} naming all missing tools.
 */
export async function requireTools(env: NodeJS.ProcessEnv, loopback: boolean): Promise<void> {
  const problems: string[] = [];
  try {
    await findTerraform(env);
  } catch (error) {
    if (!isUserFacing(error)) {
      throw error;
    }
    problems.push(error.message);
  }
  if (loopback && findMoto(env) === undefined) {
    problems.push(motoMissing);
  }
  if (problems.length > 0) {
    throw new UserError(problems.join("\n\n"));
  }
}
