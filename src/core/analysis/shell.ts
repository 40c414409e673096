const separators = new Set(['&&', '||', ';', '|', '&', '(', ')', '{', '}', '!', 'then', 'do', 'else', 'if', 'while', 'until', 'time']);

/** The commands of a shell script, each as its words without their quotes: a reading good enough to know which program is called with what, not a shell. */
export function commandsIn(script: string): string[][] {
  const commands: string[][] = [[]];
  // A comment is a line of its own; the words of quoted text stay one word.
  const tokens = script.replace(/\\\r?\n/g, ' ').replace(/^\s*#.*$/gm, '').matchAll(/\n|&&|\|\||[;|&(){}]|(?:[^\s"';|&(){}]|"(?:\\.|[^"\\])*"|'[^']*'|\$\{[^}]*\}|\$\([^)]*\))+/g);
  for (const [token] of tokens) {
    const current = commands.at(-1) ?? [];
    if (token === '\n' || (separators.has(token) && (current.length === 0 || !/^[a-z]/.test(token)))) {
      if (current.length > 0) commands.push([]);
    } else if (current.length > 0 || !/^\w+=/.test(token)) current.push(token.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_whole, double: string | undefined, single: string | undefined) => double ?? single ?? ''));
  }
  return commands.filter(command => command.length > 0);
}

/** The name of the program a command runs, without its folder. */
export function programOf(command: readonly string[]): string {
  return command[0]?.split('/').pop() ?? '';
}
