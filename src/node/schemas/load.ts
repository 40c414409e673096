import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PipelineValidator } from '../../core/analysis/gitlab-ci/schema';
import type { Description, Schemas, Texts } from '../../core/analysis/schema/description';

/** The descriptions the build wrote in `folder`, each read when it is first asked for. Throws when the installation is damaged. */
export function schemasIn(folder: string): Schemas & { texts(): Texts } {
  let kubernetes: Description | undefined;
  let texts: Texts | undefined;
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  let pipeline: PipelineValidator | undefined;
  return { pipeline: () => (pipeline ??= validatorIn(folder)), kubernetes: () => (kubernetes ??= read('kubernetes') as Description), texts: () => (texts ??= read('texts') as Texts) };
}

/** The validator the build made of GitLab's description: code of ours, beside the product's. */
function validatorIn(folder: string): PipelineValidator {
  const validate = createRequire(path.join(path.resolve(folder), 'load.js'))('./gitlab-ci.js') as { (value: unknown): boolean; errors?: ReturnType<PipelineValidator> | null };
  return value => (validate(value) ? [] : (validate.errors ?? []));
}
