import type { MapPicture, ToPlatform } from '../../protocol/platform';
import { MapTable } from './map-table';

const box = { width: 196, height: 56, across: 64, down: 14 };
/** How small it is drawn, and how large: a page that is too narrow for the small one scrolls it in its own box, which the keyboard reaches. */
const [legible, largest] = [0.8, 1.3];
const marks = { good: '✓', moving: '…', bad: '✗', idle: '·' } as const;

/** An application as a picture, and the same in a table for who does not see it. */
export function MapPart({ view, words }: { view: MapPicture; words: ToPlatform['strings'] }) {
  return (
    <>
      <h1>{view.title}</h1>
      {view.nodes.length === 0 ? <p class="notice">{words.mapEmpty}</p> : <Picture view={view} label={words.mapPicture} />}
      {view.nodes.length > 0 && <MapTable view={view} words={words} />}
      <p class="muted small">{words.mapLive}</p>
    </>
  );
}

function Picture({ view: { title, nodes, edges }, label }: { view: MapPicture; label: string }) {
  const layers = [...new Set(nodes.map(({ layer }) => layer))].sort((a, b) => a - b);
  const columns = layers.map(layer => nodes.filter(node => node.layer === layer));
  const height = Math.max(...columns.map(column => column.length)) * (box.height + box.down);
  const places = new Map(columns.flatMap((column, x) => column.map((node, y) => [node.id, { x: x * (box.width + box.across), y: (height - column.length * (box.height + box.down)) / 2 + y * (box.height + box.down) + box.down / 2 }] as const)));
  const width = columns.length * (box.width + box.across) - box.across + 4;
  return (
    <div class="map-box" tabIndex={0} role="group" aria-label={title}>
      <svg class="map" style={{ minWidth: `${width * legible}px`, maxWidth: `${width * largest}px` }} viewBox={`-2 0 ${width} ${height}`} role="img" aria-label={label}>
        {edges.map(({ from, to }) => {
          const [a, b] = [places.get(from), places.get(to)];
          return a && b && <path key={`${from} ${to}`} class="arrow" d={`M ${a.x + box.width} ${a.y + box.height / 2} C ${a.x + box.width + box.across / 2} ${a.y + box.height / 2}, ${b.x - box.across / 2} ${b.y + box.height / 2}, ${b.x} ${b.y + box.height / 2}`} />;
        })}
        {nodes.map(({ id, kind, name, state, health }) => {
          const { x, y } = places.get(id) ?? { x: 0, y: 0 };
          return (
            <g key={id} transform={`translate(${x} ${y})`} class={`box ${health}`}>
              <rect width={box.width} height={box.height} rx="4" />
              <text x="10" y="17" class="kind">{kind}</text>
              <text x="10" y="33">{short(name)}</text>
              <text x="10" y="48" class="kind">{short(`${marks[health]} ${state}`)}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** A long name keeps its end, which tells pods apart. */
function short(text: string): string {
  return text.length > 27 ? `${text.slice(0, 13)}…${text.slice(-13)}` : text;
}
