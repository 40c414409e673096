import { writeFileSync } from 'node:fs';
import { measures } from './measures';

// One measure in this process: its name, the folder it may write in, and the file its answer goes to.
const [name = '', folder = '', answer = ''] = process.argv.slice(2);
const measure = measures[name];
if (!measure) throw new Error(`no measure is called ${name}`);
void measure(folder).then(result => {
  writeFileSync(answer, JSON.stringify(result));
  process.exit(0);
});
