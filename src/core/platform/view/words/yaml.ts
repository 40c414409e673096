const structure = 'the structure is broken there. Check the indentation, the colons and the quotation marks of this line and of the one before';

const sentences: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab is used to indent. Put spaces in its place',
  DUPLICATE_KEY: 'the same key is written twice in the same object; only the last would count. Take one of them out',
  BAD_INDENT: 'the indentation does not hold together. Align this line with its neighbours, with spaces',
  BAD_ALIAS: 'this alias (“*name”) leads to no anchor (“&name”) written above. Correct the name or add the anchor',
  ALIAS_BOMB: 'nested aliases multiply to hundreds of thousands of values, which the cluster would refuse too. Write the values without aliases',
  MISSING_CHAR: 'a character is missing (a quotation mark, a bracket, a brace or a colon). Close what was opened',
  BAD_DQ_ESCAPE: 'the backslash introduces no known character here. Double it, or use single quotes',
  BAD_SCALAR_START: 'this value begins with a reserved character (@, `, %…). Put it in quotes',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines: a colon is probably missing. Complete the line',
  BLOCK_AS_IMPLICIT_KEY: 'two pairs “key: value” are on the same line. Begin another line, or put the value in quotes',
  TOO_LONG: 'the file is larger than 4 MB. Split it, or take it out of the repository if it is generated',
  TOO_DEEP: 'the values are nested too deep. Simplify this file, or leave it out if it is generated',
};

/** In English, what the analysis says in French of a file that is not YAML (`analysis/yaml/faults.ts`). */
export function yamlFault(code: string, line: number, column: number, others: number, template: boolean): string {
  const where = code === 'TOO_LONG' || code === 'TOO_DEEP' ? '' : ` (line ${line}, column ${column})`;
  const more = others > 0 ? ` ${others === 1 ? 'Another error follows' : `${others} other errors follow`}.` : '';
  const what = template ? 'it holds double braces: it is a template that was not rendered. Analyse the file that it makes' : ((Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? structure);
  return `This YAML file cannot be read whole${where}: ${what}.${more} What could not be read was not checked.`;
}
