/** Runs one `cpin` command and resolves to its exit code: 0 nothing to report, 1 a finding or a failing check, 2 could not run. */
export async function run(args: readonly string[]): Promise<number> {
  process.stderr.write(`cpin : commande inconnue « ${args[0] ?? ''} ».\n`);
  return 2;
}
