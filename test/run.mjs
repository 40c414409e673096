// `npm test`: everything, on a fresh machine too. Nothing stops at the first failure; the last line is `N passed, N failed`.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setup } from './host/setup.mjs';
import { root } from './host/support/paths.mjs';
import { exitOf, npmEnvironment } from './host/support/process.mjs';

/** The stages, in the order of what they cost. `tests`: the stage closes on its own counts; otherwise it counts as one. */
const stages = [
  { name: 'types', args: ['run', '--silent', 'types'] },
  { name: 'lint', args: ['run', '--silent', 'lint'] },
  { name: 'unit, content and architecture', args: ['run', '--silent', 'unit'], tests: true },
  { name: 'in a real extension host', args: ['run', '--silent', 'host', '--', '--no-build'], tests: true },
  { name: 'end to end, on the packaged extension', args: ['run', '--silent', 'e2e'], tests: true },
];

/** Runs one stage and answers what it counted; a stage that ends badly without a failed test counts as one failure. */
async function runStage({ name, args, tests }) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const { code, output } = await exitOf('npm', args, { cwd: root, env: npmEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], onOutput: text => process.stdout.write(text) });
  const counts = tests ? closing(output) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.passed + counts.failed === 0) counts.failed = 1;
  console.log(`-- ${name}: ${counts.passed} passed, ${counts.failed} failed, ${Math.round((performance.now() - start) / 1000)} s`);
  return counts;
}

/** What a runner said last: our own `N passed, N failed`, or mocha's `N passing` and `N failing`. */
function closing(output) {
  const own = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (own) return { passed: Number(own[1]), failed: Number(own[2]) };
  const last = pattern => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return { passed: last(/^\s*(\d+) passing\b/gm), failed: last(/^\s*(\d+) failing\b/gm) };
}

export async function test() {
  const total = { passed: 0, failed: 0 };
  try {
    await setup();
    for (const stage of stages) {
      const counts = await runStage(stage);
      total.passed += counts.passed;
      total.failed += counts.failed;
    }
  } catch (error) {
    console.error(error.message);
    total.failed++;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0;
}

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1])).href) process.exit((await test()) ? 0 : 1);
