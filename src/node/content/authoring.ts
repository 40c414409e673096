import * as z from 'zod';
import { ruleCard } from '../../core/analysis/card';
import { examPlan } from '../../core/curriculum/exam-plan';
import { lab } from '../../core/curriculum/lab';
import { glossaryTerm, misconception, module, question, requirement, source } from '../../core/curriculum/schemas';

/** What an author's file holds: a pattern of paths that editors complete, and its schema. The same schemas validate at the build. */
const FILES = {
  questions: ['walkthroughs/*/questions/*.yaml', z.array(question)],
  module: ['walkthroughs/*/module.yaml', module],
  misconceptions: ['walkthroughs/misconceptions.yaml', z.array(misconception)],
  exam: ['src/data/exam.yaml', examPlan],
  lab: ['labs/*/lab.yaml', lab],
  rule: ['src/data/rules/**/*.yaml', ruleCard],
  source: ['src/data/sources/*.yaml', source],
  requirements: ['src/data/requirements.yaml', z.array(requirement)],
  glossary: ['src/data/glossary.yaml', z.array(glossaryTerm)],
} satisfies Record<string, readonly [string, z.ZodType]>;

/** The JSON Schemas of what authors write, by name, with the files they are for: what an editor's YAML support completes and underlines with. */
export function authoringSchemas(): { name: string; files: string; schema: object }[] {
  return Object.entries(FILES).map(([name, [files, schema]]) => ({ name, files, schema: z.toJSONSchema(schema, { io: 'input' }) }));
}
