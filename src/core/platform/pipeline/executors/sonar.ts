import { scriptOf } from '../expand';
import { expandText } from '../variables';
import { conditionsOf } from './gate';
import { simulated, type Work, type Workplace } from './executor';
import { phrase, type Said } from '../../view/words/said';
import { issueOf, sorted, type Issue } from './issues';
import { baselineFor, onNewCode, withAnalysis } from './new-code';
import { judgedCoverage } from './new-coverage';

/** How many findings a log lists. */
const listed = 30;

/** An analysis by SonarQube, with its gate: what our own rules find in the texts of the commit decides. Says what is simulated, and who is wrong when it cannot be made. */
export function analyse(place: Workplace): Work {
  const { job, tree, variables } = place;
  const value = (name: string) => expandText(variables[name] ?? '', variables);
  const maven = job.templates.includes('.java:sonar');
  const head = [simulated(phrase('sonarSimulated')), ...scriptOf(job.definition, 'script').map(line => `$ ${line.split('\n')[0] ?? ''}`)];
  const stop = (code: number, ...lines: readonly Said[]): Work => ({ lines: [...head, ...lines], duration: 20_000, failure: { code, summary: lines.at(-1) ?? '' } });
  if (maven && tree.files['pom.xml'] === undefined) return stop(1, '[INFO] Scanning for projects...', '[ERROR] The goal you specified requires a project to execute but there is no POM in this directory. Please verify you invoked Maven from the correct directory.');
  const key = value('SONAR_PROJECT_KEY') || value('PROJECT_KEY');
  if (key === '') return stop(2, 'ERROR You must define the following mandatory properties for \'Unknown\': sonar.projectKey');
  if (value('SONAR_TOKEN') === '') return stop(2, 'ERROR Error during SonarScanner Engine execution', 'ERROR Not authorized. Please check the user token in the property \'sonar.token\' or the credentials in the properties \'sonar.login\' and \'sonar.password\'.');
  const { sources } = place;
  const version = versionOf(place);
  const before = place.analyses.find(one => one.key === key);
  const baseline = baselineFor(before, tree.commit, version);
  if (!sources) return { lines: head, duration: 20_000, asks: { sources: true, ...(baseline ? { since: baseline.commit } : {}) } };
  const issues = [...place.analyse(Object.entries(tree.texts).map(([file, text]) => ({ file, text }))).map(issueOf), ...(sources.read ? sources.issues : [])].filter(({ severity }) => severity !== 'information').map(sorted).sort((a, b) => rank(a) - rank(b));
  const fresh = onNewCode(issues, baseline);
  const analysed = withAnalysis(before, key, tree.commit, version, issues, tree.files);
  const dashboard = `${value('SONAR_HOST_URL')}/dashboard?id=${key}`;
  const lines = [`INFO  Project key: ${key}`, `INFO  ${Object.keys(tree.files).length} files indexed`, ...(sources.read ? [simulated(phrase('sourcesAnalysed', sources.files))] : [simulated(phrase('sourcesUnread', sources.reason))]), simulated(baseline ? phrase('newCode', baseline.commit.slice(0, 8), baseline.version ?? '', baseline.version === version, issues.length - fresh.length) : phrase('firstAnalysis')), ...issues.slice(0, listed).map(told), ...(issues.length > listed ? [simulated(phrase('moreFindings', issues.length - listed))] : []), `INFO  ANALYSIS SUCCESSFUL, you can find the results at: ${dashboard}`];
  if (!maven && value('SONAR_WAIT_QUALITY_GATE') === 'false') return { lines: [...head, ...lines, 'INFO  EXECUTION SUCCESS'], duration: 25_000, analysed };
  const waited: Said[] = ['INFO  ------------- Check Quality Gate status', 'INFO  Waiting for the analysis report to be processed (max 300s)'];
  const { coverage, told: covered } = judgedCoverage(place, baseline, sources.read ? sources.added : undefined);
  const conditions = conditionsOf(fresh, coverage);
  waited.push(...conditions.map(({ name, asked, found, holds }) => simulated(phrase('gateCondition', `${name} ${asked}`, found, holds ? 'PASSED' : 'FAILED'))), covered);
  const failing = conditions.filter(({ holds }) => !holds);
  if (failing.length === 0) return { lines: [...head, ...lines, ...waited, 'INFO  QUALITY GATE STATUS: PASSED - View details on ' + dashboard, maven ? '[INFO] BUILD SUCCESS' : 'INFO  EXECUTION SUCCESS'], duration: 30_000, analysed };
  const failed = `QUALITY GATE STATUS: FAILED - View details on ${dashboard}`;
  const work = stop(maven ? 1 : 3, ...lines, ...waited, ...(maven ? ['[INFO] BUILD FAILURE', `[ERROR] Failed to execute goal org.sonarsource.scanner.maven:sonar-maven-plugin:sonar (default-cli): ${failed}`] : [`ERROR ${failed}`, 'INFO  EXECUTION FAILURE']));
  const broken = fresh.filter(({ type }) => type !== 'CODE_SMELL');
  const [first] = broken;
  const why = failing.map(({ name, asked, found }) => `${name} ${asked} (${found})`).join(', ');
  return { ...work, analysed, failure: { code: maven ? 1 : 3, summary: first ? phrase('gateWithFindings', failed, why, broken.length, first.file, first.message, first.rule) : phrase('gate', failed, why), ...(first ? { at: { file: first.file, line: first.line } } : {}) } };
}

/** The version that the scanner is given (`sonar.projectVersion`), on its command line or in its file; undefined when it is given none. */
function versionOf({ job, tree, variables }: Workplace): string | undefined {
  const given = [...scriptOf(job.definition, 'script'), ...Object.values(variables)].flatMap(text => /-Dsonar\.projectVersion=["']?([^\s"']+)/.exec(text)?.[1] ?? [])[0];
  const written = /^sonar\.projectVersion\s*[=:]\s*(\S+)/m.exec(tree.texts['sonar-project.properties'] ?? '')?.[1];
  const version = given === undefined ? written : expandText(given, variables);
  return version === '' ? undefined : version;
}

/** What fails the gate is listed first. */
const rank = ({ type, weight }: Issue) => (type === 'CODE_SMELL' ? 2 : weight === 'BLOCKER' ? 0 : 1);

function told({ type, weight, rule, message, file, line }: Issue): Said {
  return simulated(phrase('finding', type, weight, `${file}:${line}`, rule, message));
}
