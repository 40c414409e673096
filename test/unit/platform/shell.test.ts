import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { said } from '../../../src/core/platform/view/words/said';
import { followed } from '../../support/shell';

const files = { 'package.json': '{"name":"guichet","version":"1.4.2","scripts":{"test":"node --test"}}\n', 'noms.txt': 'alice\nbob\ncarole\n', 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': 'export const b = 2;\n', 'src/sous/c.js': '', 'env.sh': 'COULEUR=bleu\nfonction() { echo "f $1"; }\n', 'vide.txt': '' };

/** Scripts that depend on nothing but files: what bash makes of them is what ours must. */
const scripts: Readonly<Record<string, string>> = {
  'variables between brackets': 'V=api; echo [$V] [${V}] "[$V]" [$ABSENTE] [$V-$V]; for s in [$V]; do echo $s; done',
  'if and else': 'if [ -f package.json ]; then echo oui; else echo non; fi; if [ -d absent ]; then echo oui; elif [ -e src ]; then echo dossier; fi',
  'a condition that is false ends nothing': 'if false; then echo a; fi; echo "code $?"',
  'a failure ends the script': 'echo avant; false; echo après',
  'a failure that is decided upon does not': 'false || echo repris; ! true; true && false || echo encore; echo fin',
  'only the last of a list ends it': 'false && true; echo suite; true && false; echo jamais',
  'a function that fails': 'f() { echo dans; return 4; }; f || echo "code $?"; f; echo jamais',
  'exit in a function': 'f() { exit 7; }; f; echo jamais',
  'exit in a subshell': '(exit 3) || echo "sous $?"; (cd src; ls); ls vide.txt',
  'a pipe that fails': 'set +e; false | true; echo $?; set +o pipefail; false | true; echo $?',
  'for, with words, files and ranges': 'for i in 1 2 "a b" {x,y}z {1..3}; do echo "[$i]"; done; for f in src/*.ts; do echo "$f ${f##*/} ${f%.ts}"; done; for f in *.rien; do echo "$f"; done',
  'while, until, break and continue': 'i=0; while [ $i -lt 6 ]; do i=$((i+1)); [ $i -eq 2 ] && continue; [ $i -eq 5 ] && break; echo $i; done; until [ $i -le 3 ]; do i=$((i-1)); done; echo $i; for a in 1 2; do for b in 1 2; do continue 2; done; echo jamais; done',
  'case': 'for v in main release/1.2 v1 "" autre; do case "$v" in main) echo M;; release/*|hotfix/*) echo R;; v[0-9]*) echo V;; "") echo vide;; *) echo ?;; esac; done; case a in a) echo 1;& b) echo 2;; esac',
  'variables and their defaults': 'A=x; echo "${A}y $A-${B:-defaut} ${B-} ${A:+la} ${#A} ${B:=mis} $B"; unset A; echo "[${A:-}]"; N=package.json; echo ${N/pack/sac} ${N//a/A} ${N%.*} ${N:0:4} ${N: -4} ${N^^} ${N^}',
  'a variable that must be there': ': "${ABSENTE:?il la faut}"; echo jamais',
  'set -u': 'set -u; echo $RIEN_DU_TOUT; echo jamais',
  'words are cut, or not': 'L="a b   c"; for w in $L; do echo "<$w>"; done; for w in "$L"; do echo "<$w>"; done; set -- 1 "2 3"; echo $#; for w in "$@"; do echo "<$w>"; done; IFS=,; M="x,y"; for w in $M; do echo "<$w>"; done',
  'substitutions': 'V=$(cat package.json | head -1); echo "${#V}"; D=$(basename $(dirname src/sous/c.js)); echo $D `echo vieux`; N=$(false) || echo "raté $?"; echo "$(echo a; echo b)"',
  'an assignment fails with its substitution': 'X=$(exit 5); echo jamais',
  'arithmetic': 'x=3; echo $((x*2+1)) $((x>2?10:20)) $((2**5)) $((7/2)) $((-7%3)); ((x++)); echo $x; ((x+=5)); echo $x; for ((i=0;i<3;i++)); do echo $i; done; if ((x > 100)); then echo grand; else echo petit; fi',
  'tests': '[ -z "" ] && echo z; [ -n "a" ] && echo n; [ "a" = "b" ] || echo diff; [ 3 -gt 2 -a 1 -lt 2 ] && echo et; [ ! -f absent ] && echo pas; [[ main == m* ]] && echo motif; [[ v1.2 =~ ^v[0-9]+ ]] && echo regex; [[ -f package.json && ! -d absent ]] && echo deux; test -s vide.txt || echo vide; [[ a < b ]] && echo ordre',
  'a test that reads badly': '[ 3 -eq ] || echo "code $?"; [ a -gt 2 ] || echo "code $?"',
  'arrays': 'A=(un "deux trois" quatre); echo ${A[1]} ${#A[@]}; for a in "${A[@]}"; do echo "<$a>"; done; A+=(cinq); echo ${#A[@]}',
  'files are made and read': 'mkdir -p out/x; echo un > out/x/a; echo deux >> out/x/a; cat out/x/a; cp out/x/a b; mv b c; [ -f b ] || echo "plus de b"; cat < c; rm c; [ -e c ] || echo parti; touch d; [ -f d ] && echo d; cp -r src out/; ls out/src',
  'what is not there': 'cat absent.txt || echo "code $?"; cp absent.txt x || echo "code $?"; rm absent.txt || echo "code $?"; cat < absent.txt || echo "code $?"; cd absent || echo "code $?"; rm -f absent.txt; echo fin',
  'here-documents': 'V=1; cat <<FIN\na $V $(echo b)\n  c\nFIN\ncat <<\'FIN\'\n$V\nFIN\ncat <<-FIN\n\tx\n\tFIN\ncat <<< "ici $V"',
  'redirections': 'f() { echo sortie; echo erreur >&2; }; f 2>/dev/null; f >/dev/null 2>&1; f > o 2>&1; cat o; X=$(f 2>&1 | tail -1); echo $X; { echo a; echo b; } > g; cat g',
  'read, line by line': 'while read -r nom; do echo "bonjour $nom"; done < noms.txt; while IFS== read -r k v; do echo "$k:$v"; done <<< "A=1=2"; cat noms.txt | while read n; do compte=$n; done; echo "[$compte]"',
  'filters': 'grep -c a noms.txt; grep -v bob noms.txt; grep -q zoe noms.txt || echo non; grep -E "^(a|b)" noms.txt | wc -l; echo a:b:c | cut -d: -f2; echo a:b:c | cut -d : -f 2-; echo Abc | tr A-Z a-z; echo b-a | tr -d -; sort -r noms.txt | head -n 1; printf "%s-%03d\\n" x 7 y 8; echo 1.2.3 | sed "s/\\./-/g"; echo v12 | grep -o "[0-9]*"; echo "a b" | sed -E "s/(a) (b)/\\2 \\1/"; seq 2 4; tail -n +2 noms.txt',
  'sourcing': '. ./env.sh; echo $COULEUR; fonction x; source absent.sh || echo "code $?"',
  'eval, and a syntax fault': 'eval "echo évalué; Z=3"; echo $Z\necho avant\nif true; then echo a',
  'a word that cannot be there': 'echo un\necho deux; )\necho trois',
  'an unknown command': 'echo a; nexistepas --x; echo jamais',
  'local variables': 'v=dehors; f() { local v=dedans; echo $v; }; f; echo $v; g() { v=change; }; g; echo $v',
  'a group in the background': '(echo fond) & wait; echo fin',
  'find and ls': 'find src -name "*.ts" | sort; ls src; ls absent || echo "code $?"',
  'variables for one command': 'A=1; A=2 eval \'echo $A\'; echo $A; export B=3; echo $B; echo "${B}${A}"',
  'negated pipes and status': 'if ! grep -q zoe noms.txt; then echo absente; fi; grep -q alice noms.txt; echo $?',
};

describe('the shell of job scripts, beside bash', () => {
  const run = (script: string) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cpin-shell-'));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      }
      writeFileSync(path.join(folder, '.script'), script);
      const shell = 'exec 2>&1; set -eo pipefail; eval "$(cat .script)"';
      try {
        return { code: 0, output: execFileSync('bash', ['--norc', '--noprofile', '-c', shell], { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } }) };
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string };
        return { code: status, output: stdout };
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  /** Where bash says a line, or gives its name, which are not ours. */
  const plain = (text: string) => text.trimEnd().replace(/^\S*bash: (eval: )?(line \d+: )?(eval: )?(line \d+: )?/gm, 'bash: ').replace(/‘|’/g, "'").replace(/^bash: syntax error.*\n?(bash: `.*')?/gm, 'bash: syntax error').replace(/^ls: cannot access '(\w+)'/gm, 'ls: $1').trimEnd();

  for (const [name, script] of Object.entries(scripts)) it(name, () => {
    const { ended, output, notes } = followed(script, files);
    const expected = run(script);
    assert.equal(plain(output), plain(expected.output));
    assert.deepEqual([ended.how, ended.code, notes], ['exit', expected.code, []]);
  });
});

describe('the shell of job scripts, before what would not end', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`gros/dossier/${index}.txt`, '']));
  const hostile: Readonly<Record<string, string>> = {
    'a fork bomb': 'f() { f | f & }; f; echo fin',
    'a function that calls itself': 'set +e; f() { f; f; }; f',
    'a text that doubles': 'A=x; while true; do A="$A$A"; done',
    'a counter without an end': 'i=0; while true; do i=$((i+1)); done',
    'braces within braces': 'echo {1..999}{1..999}{1..999}{1..999} > /dev/null',
    'substitutions within substitutions': `echo ${'$('.repeat(500)}echo${')'.repeat(500)}`,
    'parentheses without an end': '('.repeat(20_000),
    'a script that evaluates itself': 'X=\'eval "$X$X"\'; eval "$X"',
    'a file that sources itself': 'echo ". ./a.sh; . ./a.sh" > a.sh; . ./a.sh',
    'a pattern of stars': `A=${'a'.repeat(2_000)}; case $A in ${'*a'.repeat(200)}b) echo;; esac; echo \${A##${'*a'.repeat(60)}b}; [[ $A =~ (a+)+$ ]]`,
    'a large folder listed again and again': 'while true; do for f in gros/*/*; do :; done; i=$((i+1)); done',
    'arithmetic that refers to itself': 'a=b; b=a; echo $((a)); c=c+1; echo $((c))',
    'a log without an end': 'while true; do i=$((i+1)); echo "$(printf "%05000d" $i)"; done',
    'names that objects have of their own': '__proto__=1; constructor; toString; export hasOwnProperty=2; echo $__proto__ ${valueOf:-rien}; test constructor',
  };

  for (const [name, script] of Object.entries(hostile)) it(name, () => {
    const { ended, machine } = followed(script, many);
    assert.ok(['exit', 'timeout'].includes(ended.how));
    assert.ok(machine.lines.length < 30_000 && machine.lines.reduce((sum, { text }) => sum + said('fr', text).length, 0) < 2_000_000);
  });
});
