import type { MapPicture, ToPlatform } from '../../protocol/platform';

/** The map in words: each part, how it is, and what it leads to. */
export function MapTable({ view: { nodes, edges }, words }: { view: MapPicture; words: ToPlatform['strings'] }) {
  const called = new Map(nodes.map(({ id, kind, name }) => [id, `${kind} ${name}`]));
  const health = { good: words.mapGood, moving: words.mapMoving, bad: words.mapBad, idle: '' };
  return (
    <table>
      <caption>{words.mapTable}</caption>
      <thead><tr><th scope="col">{words.mapObject}</th><th scope="col">{words.mapState}</th><th scope="col">{words.mapLeads}</th></tr></thead>
      <tbody>
        {nodes.map(({ id, kind, name, state, health: how }) => (
          <tr key={id}>
            <th scope="row">{kind} {name}</th>
            <td>{[health[how], state].filter(Boolean).join(words.colon)}</td>
            <td>{edges.filter(({ from }) => from === id).map(({ to }) => called.get(to)).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
