import path from 'node:path';
import type { Coach } from '../kit/context';

/** The labs' starting files, as they ship with the product. */
export function labsFolder(coach: Coach): string {
  return path.join(coach.extension.extensionPath, 'labs');
}
