// The sample workspace: a fresh copy of the first lab's starting point, a small Cloud π Native application with faults.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

export const sampleLab = 'rendre-un-deploiement-conforme';

/**
 * Copies the sample into a folder that must not exist yet.
 * @param {string} folder
 * @returns {string} the folder
 */
export function copySample(folder) {
  const start = path.join(root, 'labs', sampleLab, 'start');
  if (!fs.existsSync(start)) throw new Error(`The sample workspace is missing: labs/${sampleLab}/start.`);
  fs.cpSync(start, folder, { recursive: true });
  return folder;
}
