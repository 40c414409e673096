import { commandsOf } from '../../dockerfile/shell';
import { programOf } from '../../shell';
import { locate, type DockerfileSource } from '../../dockerfile/parse';
import { isRoot, runUser } from '../../dockerfile/user';
import type { DockerfileTest } from '../test';

/** OpenShift and `runAsNonRoot` want a number: a name proves nothing about who it is. */
export const userNumeric: DockerfileTest = dockerfile => {
  const stage = dockerfile.stages.at(-1);
  const ends = stage && runUser(dockerfile, stage);
  if (ends?.from !== 'instruction' || ends.user === undefined || isRoot(ends.user)) return [];
  const name = ends.user.split(':')[0] ?? '';
  if (/^\d+$/.test(name)) return [];
  const range = ends.instruction.getArgumentsRange();
  const number = numberOf(name, dockerfile);
  const fix = range && number !== undefined && !ends.instruction.getArgumentsContent()?.includes('$')
    ? { title: `Écrire USER ${number}, le numéro de « ${name} »`, edits: [{ ...locate(dockerfile, range), newText: number }] }
    : undefined;
  return [{ variant: 'name', location: locate(dockerfile, ends.instruction.getRange()), fields: { user: name }, fix }];
};

/** The number the Dockerfile itself gives to a user it creates, or that a well-known base does. */
function numberOf(name: string, dockerfile: DockerfileSource): string | undefined {
  for (const stage of dockerfile.stages) {
    for (const command of stage.instructions.filter(instruction => instruction.getKeyword() === 'RUN').flatMap(commandsOf)) {
      if (!['useradd', 'adduser'].includes(programOf(command)) || !command.includes(name)) continue;
      const at = command.findIndex(word => word === '-u' || word === '--uid');
      const number = at >= 0 ? command[at + 1] : command.find(word => word.startsWith('--uid='))?.slice(6);
      if (number !== undefined && /^[1-9]\d*$/.test(number)) return number;
    }
  }
  const image = dockerfile.stages.at(-1)?.image ?? '';
  if (name === 'node' && /^(docker\.io\/)?(library\/)?node[:@]/.test(image)) return '1000';
  return name === 'nonroot' && /distroless|chainguard/.test(image) ? '65532' : undefined;
}
