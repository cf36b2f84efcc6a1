import { type Diagnostic, DiagnosticError, diagnose, isDiagnosticError } from "@featheredge/diagnostics";
import { findMoto, motoMissing } from "@featheredge/loopback/moto";
import { findTerraform } from "../terraform/program.ts";

/**
 * Checks that the tools of a plan are installed, before anything is built.
 * @param loopback - Whether moto is needed, too.
 * @throws {DiagnosticError} naming all missing tools.
 */
export async function requireTools(env: NodeJS.ProcessEnv, loopback: boolean): Promise<void> {
  const missing: Diagnostic[] = [];
  try {
    await findTerraform(env);
  } catch (error) {
    if (!isDiagnosticError(error)) throw error;
    missing.push(...error.diagnostics);
  }
  if (loopback && findMoto(env) === undefined) {
    missing.push(diagnose("FE-CLI-011", motoMissing));
  }
  if (missing.length > 0) throw new DiagnosticError(missing);
}
