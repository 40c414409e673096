import type { Instruction, Property } from 'dockerfile-ast';
import { heredocsOf } from '../../dockerfile/scripts';
import { argumentsOf, assignmentsOf, commandsOf, flagsOf, instructionsOf, jsonWords } from '../../dockerfile/shell';
import { secretsInScript, secretsOf } from '../../secrets/commands';
import { leaksInConnections } from '../../secrets/connections';
import { leaksByFormat } from '../../secrets/formats';
import { leaksInLines } from '../../secrets/lines';
import { isPlaceholder, secretIn, secretName } from '../../secrets/value';
import { locate, type DockerfileSource } from '../../dockerfile/parse';
import type { DockerfileTest, Place, Workspace } from '../test';

const secretFile = /(^|\/)(\.env(\.(?!example|sample|dist|template)[\w-]+)?|\.npmrc|\.netrc|\.pgpass|\.pypirc|\.git-credentials|\.dockercfg|\.docker\/config\.json|\.ssh\/?|\.aws(\/credentials|\/)?|\.kube(\/config|\/)?|\.vault-token|id_(rsa|dsa|ecdsa|ed25519)|(?![^/]*(trust|cacerts))[^/*]+\.(p12|pfx|jks|keystore)|[^/*]*private[^/*]*\.(key|pem)|(server|client|tls|ssl|localhost|host|priv)([-_.][\w-]+)*\.key|([\w-]*[-_.])?(server|client|tls|ssl|priv)?key\.pem|(?!ca[-_.])[\w-]+-key\.pem|credentials\.json|service[-_]?account[\w-]*\.json|kubeconfig)$/i;

/** What is put in a layer stays in it, even removed by a later one: values in ENV and ARG, files of secrets, and credentials on command lines. */
export const noSecretInLayer: DockerfileTest = (dockerfile, workspace) => instructionsOf(dockerfile.ast).flatMap(instruction => placesIn(dockerfile, instruction, workspace));

function placesIn(dockerfile: DockerfileSource, instruction: Instruction, workspace: Workspace): Place[] {
  switch (instruction.getKeyword()) {
    case 'ENV':
    case 'LABEL':
    case 'ARG': return [...announcedBy(dockerfile, instruction), ...properties(instruction).filter(property => holdsSecret({ name: property.getName(), value: secretIn(property.getValue()?.trim() ?? '') }) || shows(property.getValue() ?? '') || secretsOf(['', ...(property.getValue() ?? '').split(/\s+/)]).length > 0).map(property => ({ variant: 'value', location: locate(dockerfile, property.getNameRange()), fields: { keyword: instruction.getKeyword(), variable: property.getName() } }))];
    case 'COPY':
    case 'ADD': return copied(dockerfile, instruction, workspace);
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK': return showsCredential(instruction) ? [{ variant: 'command', location: locate(dockerfile, instruction.getRange()), fields: { keyword: instruction.getKeyword() } }] : [];
    default: return [];
  }
}

/** An `ARG` without a value whose name announces a secret: what `--build-arg` gives it stays in the history of the image. */
function announcedBy(dockerfile: DockerfileSource, instruction: Instruction): Place[] {
  if (instruction.getKeyword() !== 'ARG') return [];
  return properties(instruction).filter(property => (property.getValue() ?? '') === '' && secretName(property.getName()) !== undefined).map(property => ({ variant: 'argument', location: locate(dockerfile, property.getNameRange()), fields: { variable: property.getName() } }));
}

/** A token that its form gives away, or an address with a password. */
function shows(text: string): boolean {
  return leaksByFormat(text).length > 0 || leaksInConnections(text).length > 0;
}

function properties(instruction: Instruction): readonly Property[] {
  if ('getProperties' in instruction) return (instruction as Instruction & { getProperties(): Property[] }).getProperties();
  const own = 'getProperty' in instruction ? (instruction as Instruction & { getProperty(): Property | null }).getProperty() : null;
  return own ? [own] : [];
}

/** A name that announces a secret, and a value that is one: not empty, not a variable, not a path, not a word that says it is to be replaced. */
function holdsSecret({ name, value }: { readonly name: string; readonly value: string }): boolean {
  return secretName(name) !== undefined && value !== '' && !value.includes('$') && !value.startsWith('/') && !isPlaceholder(value);
}

/** A file taken from an earlier stage is in that stage, not in the context; a mounted secret is no copy. */
function copied(dockerfile: DockerfileSource, instruction: Instruction, workspace: Workspace): Place[] {
  const words = jsonWords(instruction) ?? instruction.getArguments().map(argument => argument.getValue());
  if (flagsOf(instruction).some(([name]) => name === 'from')) return [];
  const location = locate(dockerfile, instruction.getRange());
  const files = words.filter(word => !word.startsWith('--')).slice(0, -1).filter(file => secretFile.test(file) && !workspace.holdNoSecret(inContexts(dockerfile.file, file))).map(file => ({ variant: 'file', location, fields: { file } }));
  const written = heredocsOf(dockerfile, instruction).flatMap(text => leaksInLines(text)).map(({ what }) => ({ variant: 'value', location, fields: { keyword: instruction.getKeyword(), variable: what } }));
  return [...files, ...written];
}

/** The names in the repository that a copied file may have: what is built from is the folder of the Dockerfile, or one that holds it. */
function inContexts(dockerfile: string, file: string): string[] {
  const name = file.replace(/^(\.?\/)+/, '');
  return dockerfile.split('/').map((_, index, steps) => [...steps.slice(0, index), name].join('/'));
}

function showsCredential(instruction: Instruction): boolean {
  const commands = commandsOf(instruction);
  if (commands.some(command => command.some(word => /\b\w+:\/\/[^/\s:@$]+:[^/\s@$]+@/.test(word)) || secretsOf(command).length > 0)) return true;
  if (shows(argumentsOf(instruction))) return true;
  if (assignmentsOf(instruction).some(([name, value]) => holdsSecret({ name, value }))) return true;
  return !jsonWords(instruction) && secretsInScript(argumentsOf(instruction)).length > 0;
}
