import type { SourceFile } from '../port';
import type { Workspace } from '../rules/test';
import { dataFacts } from './data';
import { dockerfileFacts } from './dockerfiles';
import { Facts, type Fact } from './fact';
import { networkFacts } from './network';
import { pipelineFacts } from './pipelines';
import { platformFacts } from './platform';
import { podFacts } from './pods';
import { projectFacts } from './project';

/** What can be seen in a repository, whether it is well or not: what the report on the CCT stands on beside the findings. */
export function factsOf(workspace: Workspace, files: readonly SourceFile[]): readonly Fact[] {
  const facts = new Facts();
  const scalers = workspace.ofKind('HorizontalPodAutoscaler');
  // A patch or a base is no object yet: what is rendered of it is.
  const parts = new Set(files.flatMap(({ file, part }) => (part ? [file] : [])));
  for (const object of workspace.objects) {
    if (parts.has(object.file)) continue;
    podFacts(facts, object, scalers);
    dataFacts(facts, object);
    networkFacts(facts, object);
    platformFacts(facts, object);
  }
  for (const pipeline of workspace.pipelines) pipelineFacts(facts, pipeline);
  for (const dockerfile of workspace.dockerfiles) dockerfileFacts(facts, dockerfile);
  projectFacts(facts, files);
  return facts.list();
}
