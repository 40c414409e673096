#!/usr/bin/env node
// Composition root of the terminal and the pipeline (`cpin`): the same core, no editor.
import { run } from './node/cli/run';

// Who reads the output may stop early (`cpin content check . | head`): the rest is not wanted, and nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void run(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
