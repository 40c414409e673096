// The peer of the audit: reads the same files the same way, and parses them with the same library and options, nothing more.
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const folder = process.argv[2] ?? '.';
let documents = 0;
for (const name of fs.readdirSync(folder).sort()) documents += parseAllDocuments(fs.readFileSync(path.join(folder, name), 'utf8'), { version: '1.1', uniqueKeys: false, prettyErrors: false }).length;
console.log(documents);
