import * as z from 'zod';
import { ruleCard } from '../../core/analysis/card';
import { roles } from '../../core/analysis/code/settings';
import { examPlan } from '../../core/curriculum/exam-plan';
import { lab } from '../../core/curriculum/lab';
import { glossaryTerm, misconception, module, question, requirement, source } from '../../core/curriculum/schemas';

const names = z.array(z.string());
/** What a team says of its layers. The analysis reads it by hand, so that each fault is a sentence at its place; this completes and explains while one types. */
const settings = z.looseObject({
  architecture: z.strictObject({
    layers: z.array(z.strictObject({
      name: z.string().min(1).describe('Le nom que citent les messages et `knows`.'),
      paths: names.min(1).describe('Dossiers ou fichiers de la couche, avec `*` et `**` ; sans eux, un dossier et tout ce qu’il contient.'),
      role: z.enum(roles).optional().describe('À quoi sert la couche, ce qui dit ce qu’elle peut connaître quand `knows` manque.'),
      knows: names.optional().describe('Les couches qu’elle peut importer.'),
      packages: names.optional().describe('Les bibliothèques qu’elle peut employer bien qu’elle soit le domaine.'),
    })),
  }).optional(),
});

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
  settings: ['.cpin.yaml', settings],
} satisfies Record<string, readonly [string, z.ZodType]>;

/** The JSON Schemas of what authors write, by name, with the files they are for: what an editor's YAML support completes and underlines with. */
export function authoringSchemas(): { name: string; files: string; schema: object }[] {
  return Object.entries(FILES).map(([name, [files, schema]]) => ({ name, files, schema: z.toJSONSchema(schema, { io: 'input' }) }));
}
