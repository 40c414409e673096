import type { Instruction, Property } from 'dockerfile-ast';
import { commandsOf, flagsOf, jsonWords } from '../../dockerfile/shell';
import { programOf } from '../../shell';
import { locate, type DockerfileSource } from '../../dockerfile/parse';
import type { DockerfileTest, Place } from '../test';

const secretName = /(^|_)(password|passwd|pwd|secret|token|api_?key|private_?key|access_?key|secret_?key|credentials?|passphrase)$/i;
const secretFile = /(^|\/)(\.env(\.(?!example|sample|dist|template)[\w-]+)?|\.npmrc|\.netrc|\.pgpass|\.git-credentials|\.dockercfg|id_(rsa|dsa|ecdsa|ed25519)|[^/*]+\.(p12|pfx|jks|keystore)|[^/*]*private[^/*]*\.(key|pem)|credentials\.json|kubeconfig)$/i;

/** What is put in a layer stays in it, even removed by a later one: values in ENV and ARG, files of secrets, and credentials on command lines. */
export const noSecretInLayer: DockerfileTest = dockerfile => dockerfile.ast.getInstructions().flatMap(instruction => placesIn(dockerfile, instruction));

function placesIn(dockerfile: DockerfileSource, instruction: Instruction): Place[] {
  switch (instruction.getKeyword()) {
    case 'ENV':
    case 'ARG': return properties(instruction).filter(holdsSecret).map(property => ({ variant: 'value', location: locate(dockerfile, property.getNameRange()), fields: { keyword: instruction.getKeyword(), variable: property.getName() } }));
    case 'COPY':
    case 'ADD': return copied(dockerfile, instruction);
    case 'RUN': return commandsOf(instruction).some(showsCredential) ? [{ variant: 'command', location: locate(dockerfile, instruction.getRange()), fields: {} }] : [];
    default: return [];
  }
}

function properties(instruction: Instruction): readonly Property[] {
  if ('getProperties' in instruction) return (instruction as Instruction & { getProperties(): Property[] }).getProperties();
  const own = 'getProperty' in instruction ? (instruction as Instruction & { getProperty(): Property | null }).getProperty() : null;
  return own ? [own] : [];
}

/** A name that announces a secret, and a value that is one: not empty, not a variable, not a path, not a word that says it is to be replaced. */
function holdsSecret(property: Property): boolean {
  const value = property.getValue()?.trim() ?? '';
  return secretName.test(property.getName()) && value !== '' && !/\$|^<.*>$|^\/|^(x+|\*+|change-?me|todo|none|null|true|false|dummy|placeholder|example|exemple)$/i.test(value);
}

/** A file taken from an earlier stage is in that stage, not in the context; a mounted secret is no copy. */
function copied(dockerfile: DockerfileSource, instruction: Instruction): Place[] {
  const words = jsonWords(instruction) ?? instruction.getArguments().map(argument => argument.getValue());
  if (flagsOf(instruction).includes('from')) return [];
  return words.filter(word => !word.startsWith('--')).slice(0, -1).flatMap(file => (secretFile.test(file) ? [{ variant: 'file', location: locate(dockerfile, instruction.getRange()), fields: { file } }] : []));
}

function showsCredential(command: readonly string[]): boolean {
  if (command.some(word => /\b\w+:\/\/[^/\s:@$]+:[^/\s@$]+@/.test(word))) return true;
  if (programOf(command) === 'curl') return command.some((word, index) => (word === '-u' || word === '--user') && /^[^:$]+:[^$]+$/.test(command[index + 1] ?? ''));
  return programOf(command) === 'export' && command.slice(1).some(word => {
    const [name = '', value = ''] = word.split('=');
    return secretName.test(name) && value !== '' && !value.includes('$');
  });
}
