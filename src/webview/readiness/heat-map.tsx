import { format } from '../../protocol/format';
import type { CompetenceView, ReadinessView } from '../../protocol/readiness';
import type { Words } from './page';

const cell = { width: 76, height: 44, gap: 4 };
const heading = 22;

/** One row a module, one cell a competence: filled to the estimated mastery, with its figure. A picture; the table below it says the same. */
export function HeatMap({ view, words }: { view: ReadinessView; words: Words }) {
  const competences = view.modules.flatMap(module => module.competences);
  const measured = competences.filter(one => one.mastery).length;
  const acquired = competences.filter(one => one.state === 'acquired').length;
  const columns = Math.max(1, ...view.modules.map(module => module.competences.length));
  const width = columns * (cell.width + cell.gap);
  const row = heading + cell.height + cell.gap * 3;
  return (
    <>
      <div class="heat-map" tabIndex={0} role="region" aria-label={words.mapRegion}>
        <svg role="img" aria-label={format(words.mapAlt, { measured, total: competences.length, acquired })} viewBox={`0 0 ${width} ${row * view.modules.length}`} width={width} height={row * view.modules.length}>
          {view.modules.map((module, y) => (
            <g key={module.title} transform={`translate(0 ${y * row})`} aria-hidden="true">
              <text x="0" y={heading - 7} class="module">{module.title}</text>
              {module.competences.map((competence, x) => <Cell key={competence.id} competence={competence} x={x * (cell.width + cell.gap)} y={heading} />)}
            </g>
          ))}
        </svg>
      </div>
      <p class="muted small">{words.legend}</p>
    </>
  );
}

function Cell({ competence, x, y }: { competence: CompetenceView; x: number; y: number }) {
  const { title, mastery, state } = competence;
  const share = mastery ? mastery.mean / 100 : 0;
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{title}</title>
      <rect class="cell" x="0.5" y="0.5" width={cell.width - 1} height={cell.height - 1} rx="3" stroke-dasharray={mastery ? undefined : '3 3'} />
      {mastery && <rect class="fill" x="1" y={cell.height - 9} width={(cell.width - 2) * share} height="8" />}
      {mastery && <rect class="tint" x="1" y="1" width={cell.width - 2} height={cell.height - 10} opacity={0.3 * share} />}
      <text x={cell.width / 2} y="24" text-anchor="middle">{mastery ? `${mastery.mean} %${state === 'acquired' ? ' ✓' : ''}` : '–'}</text>
    </g>
  );
}
