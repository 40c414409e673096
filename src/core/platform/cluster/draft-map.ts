/** A map being changed: the one it comes from is copied at the first change, and never changed itself. */
export class DraftMap<K, V> {
  private own: Map<K, V> | undefined;

  constructor(private readonly from: ReadonlyMap<K, V>) {}

  get(key: K): V | undefined {
    return this.result().get(key);
  }

  has(key: K): boolean {
    return this.result().has(key);
  }

  set(key: K, value: V): void {
    (this.own ??= new Map(this.from)).set(key, value);
  }

  delete(key: K): void {
    if (this.has(key)) (this.own ??= new Map(this.from)).delete(key);
  }

  result(): ReadonlyMap<K, V> {
    return this.own ?? this.from;
  }
}
