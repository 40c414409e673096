import { environmentOfFile } from '../environment';
import { locate, type DockerfileSource } from '../dockerfile/parse';
import { argumentsOf } from '../dockerfile/shell';
import { isRoot, isRootlessBase, runUser } from '../dockerfile/user';
import type { FactId, Facts } from './fact';
import { commandsIn, programOf } from '../shell';

const thin = /slim|alpine|distroless|minimal|micro|chiseled|minideb|scratch|nonroot/;

/** What the images built here are made of: EXI-ARCH-6, ARCH-7 and ARCH-18. */
export function dockerfileFacts(facts: Facts, dockerfile: DockerfileSource): void {
  const last = dockerfile.stages.at(-1);
  if (!last) return;
  const environment = environmentOfFile(dockerfile.file);
  const see = (id: FactId, at: Parameters<typeof locate>[1] = last.from.getRange()) => facts.add(id, `« ${dockerfile.file} »`, () => locate(dockerfile, at), environment);
  see('dockerfiles');
  if (dockerfile.stages.length > 1) see('staged-builds');
  const user = runUser(dockerfile, last);
  if (user.from === 'instruction' ? user.user !== undefined && !isRoot(user.user) : user.image !== undefined && isRootlessBase(user.image)) see('nonroot-images', user.from === 'instruction' ? user.instruction.getRange() : undefined);
  let base = last;
  while (base.parent) base = base.parent;
  if (base.image !== undefined && thin.test(base.image)) see('thin-images', base.from.getImageRange() ?? undefined);
  for (const instruction of dockerfile.stages.flatMap(stage => stage.instructions)) {
    if (instruction.getKeyword() !== 'RUN') continue;
    const commands = commandsIn(argumentsOf(instruction));
    if (commands.some(command => ['update-ca-certificates', 'update-ca-trust'].includes(programOf(command)) || (programOf(command) === 'keytool' && command.includes('-importcert')))) see('ca-trust', instruction.getRange());
  }
}
