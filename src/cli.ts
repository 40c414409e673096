#!/usr/bin/env node
// Composition root of the terminal and the pipeline (`cpin`): the same core, no editor.
import { run } from './node/cli/run';

void run(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
