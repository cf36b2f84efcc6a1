/**
 * Describes a damaged file of the journal: what is lost, and the command that fixes it.
 * @param problem - Completes the sentence "<file> is damaged: …".
 */
export function damaged(file: string, problem: string): string {
  return (
    `${file} is damaged: ${problem}. The resources on this loopback, and the Terraform state in its S3 buckets, can't ` +
    "be restored from it; your project and AWS are not affected. Restore the file from a backup, or empty the " +
    "loopback by: featheredge loopback --wipe. The next 'featheredge up' creates everything that your environment " +
    "describes again; values that you put there by hand are lost."
  );
}
