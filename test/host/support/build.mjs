// Builds, by way of the repository's one build script.
import { root } from './paths.mjs';
import { run } from './process.mjs';

/** Runs esbuild.js with these flags; rejects if it fails, having shown why. */
export async function build(...flags) {
  await run(process.execPath, ['esbuild.js', ...flags], { cwd: root });
}
