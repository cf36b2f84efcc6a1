/**
 * Says which file of the journal is damaged, what is lost, and what to run.
 * @param problem - Completes the sentence after the file's name.
 */
export function damaged(file: string, problem: string): string {
  return (
    `${file} is damaged: ${problem}. The resources on this loopback, and the Terraform state in its S3 buckets, can't ` +
    "be restored from it; your project and AWS are not affected. Restore the file from a backup, or empty the " +
    "loopback by: featheredge loopback --wipe. The next 'featheredge up' makes everything that your environment " +
    "describes again; values that you put there by hand are lost."
  );
}
