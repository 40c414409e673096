import type { Finding } from '../../../analysis/finding';
import { scriptOf } from '../expand';
import { expandText } from '../variables';
import { coverageOf, isCoverageReport, type Coverage } from '../coverage';
import { conditionsOf } from './gate';
import { simulated, type Work, type Workplace } from './executor';

/** How many findings a log lists. */
const listed = 30;

/** An analysis by SonarQube, with its gate: what our own rules find in the texts of the commit decides. Says what is simulated, and who is wrong when it cannot be made. */
export function analyse(place: Workplace): Work {
  const { job, tree, variables } = place;
  const value = (name: string) => expandText(variables[name] ?? '', variables);
  const maven = job.templates.includes('.java:sonar');
  const head = [simulated('SonarQube n’est pas appelé : la porte de qualité est calculée par les règles de l’extension sur les textes que la plateforme lit du commit (manifests, Dockerfile, pipelines, configuration, secrets), tout étant tenu pour nouveau. Les sources ne sont pas lues ; la couverture est celle d’un rapport lcov, Cobertura ou JaCoCo, s’il y en a un ; ni duplications ni points de sécurité (hotspots) ne sont mesurés.'), ...scriptOf(job.definition, 'script').map(line => `$ ${line.split('\n')[0] ?? ''}`)];
  const stop = (code: number, ...lines: readonly string[]): Work => ({ lines: [...head, ...lines], duration: 20_000, failure: { code, summary: lines.at(-1) ?? '' } });
  if (maven && tree.files['pom.xml'] === undefined) return stop(1, '[INFO] Scanning for projects...', '[ERROR] The goal you specified requires a project to execute but there is no POM in this directory. Please verify you invoked Maven from the correct directory.');
  const key = value('SONAR_PROJECT_KEY') || value('PROJECT_KEY');
  if (key === '') return stop(2, 'ERROR You must define the following mandatory properties for \'Unknown\': sonar.projectKey');
  if (value('SONAR_TOKEN') === '') return stop(2, 'ERROR Error during SonarScanner Engine execution', 'ERROR Not authorized. Please check the user token in the property \'sonar.token\' or the credentials in the properties \'sonar.login\' and \'sonar.password\'.');
  const findings = place.analyse(Object.entries(tree.texts).map(([file, text]) => ({ file, text }))).filter(({ severity }) => severity !== 'information');
  const dashboard = `${value('SONAR_HOST_URL')}/dashboard?id=${key}`;
  const lines = [`INFO  Project key: ${key}`, `INFO  ${Object.keys(tree.files).length} files indexed`, ...findings.slice(0, listed).map(told), ...(findings.length > listed ? [simulated(`et ${findings.length - listed} autres constats.`)] : []), `INFO  ANALYSIS SUCCESSFUL, you can find the results at: ${dashboard}`];
  if (!maven && value('SONAR_WAIT_QUALITY_GATE') === 'false') return { lines: [...head, ...lines, 'INFO  EXECUTION SUCCESS'], duration: 25_000 };
  const waited = ['INFO  ------------- Check Quality Gate status', 'INFO  Waiting for the analysis report to be processed (max 300s)'];
  const coverage = reported(place);
  const conditions = conditionsOf(findings, coverage);
  waited.push(...conditions.map(({ name, asked, found, holds }) => simulated(`condition « ${name} ${asked} » : ${found}, ${holds ? 'PASSED' : 'FAILED'}`)), ...(coverage === undefined ? [simulated('couverture : aucun rapport lcov, Cobertura ou JaCoCo dans le commit ni dans les artefacts reçus ; la condition n’est pas évaluée.')] : [simulated(`couverture : ${coverage.covered} lignes sur ${coverage.lines}, d’après ${coverage.file}.`)]));
  const failing = conditions.filter(({ holds }) => !holds);
  if (failing.length === 0) return { lines: [...head, ...lines, ...waited, 'INFO  QUALITY GATE STATUS: PASSED - View details on ' + dashboard, maven ? '[INFO] BUILD SUCCESS' : 'INFO  EXECUTION SUCCESS'], duration: 30_000 };
  const failed = `QUALITY GATE STATUS: FAILED - View details on ${dashboard}`;
  const work = stop(maven ? 1 : 3, ...lines, ...waited, ...(maven ? ['[INFO] BUILD FAILURE', `[ERROR] Failed to execute goal org.sonarsource.scanner.maven:sonar-maven-plugin:sonar (default-cli): ${failed}`] : [`ERROR ${failed}`, 'INFO  EXECUTION FAILURE']));
  const broken = findings.filter(({ severity }) => severity === 'error');
  const [first] = broken;
  const why = failing.map(({ name, asked, found }) => `${name} ${asked} (${found})`).join(', ');
  return { ...work, failure: { code: maven ? 1 : 3, summary: `${failed} : ${why}${first ? ` ; ${broken.length} constat${broken.length > 1 ? 's' : ''}, le premier dans ${first.location.file} : ${first.message}` : ''}`, ...(first ? { at: { file: first.location.file, line: first.location.range.start.line + 1 } } : {}) } };
}

/** The coverage that the commit holds a report of, or that an earlier job made one of: the last wins. */
function reported({ tree, made }: Workplace): Coverage | undefined {
  return [...Object.entries(tree.texts), ...Object.entries(made)].filter(([file]) => isCoverageReport(file)).flatMap(([file, text]) => coverageOf(file, text) ?? []).at(-1);
}

function told({ rule, severity, message, location: { file, range } }: Finding): string {
  return simulated(`${severity === 'error' ? 'BLOCKER' : 'MAJOR'} ${file}:${range.start.line + 1} ${rule} ${message}`);
}
