/** What a collection tells the store about each change, for the journal and for undoing it. */
export type ChangeListener<Item> = (id: string, before: Item | null, after: Item | null) => void;

/** One page of a list, newest first, and whether there is more behind it. */
export interface Page<Item> {
  items: Item[];
  hasMore: boolean;
}

export interface PageRequest {
  limit: number;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
}

/**
 * Objects of one kind in the order in which they were made. Items are never changed in place:
 * `put` replaces, so whoever holds an older one (an event) keeps it as it was.
 */
export class Collection<Item extends { id: string }> {
  private readonly items: (Item | null)[] = [];
  private readonly places = new Map<string, number>();
  private readonly groups = new Map<string, Set<string>>();
  private live = 0;

  constructor(
    private readonly changed: ChangeListener<Item>,
    /** The object that items belong to (a refund's charge); `of` finds them without a search. */
    private readonly ownerOf: (item: Item) => string | null = () => null,
  ) {}

  get size(): number {
    return this.live;
  }

  get(id: string): Item | null {
    const place = this.places.get(id);
    return place === undefined ? null : (this.items[place] ?? null);
  }

  put(item: Item): Item {
    this.changed(item.id, this.get(item.id), item);
    this.restore(item.id, item);
    return item;
  }

  delete(id: string): void {
    const before = this.get(id);
    if (before === null) return;
    this.changed(id, before, null);
    this.restore(id, null);
  }

  /** Sets an item without telling anyone: for reading the journal and for undoing. */
  restore(id: string, item: Item | null): void {
    const before = this.get(id);
    if (before !== null) this.leaveGroup(before);
    const place = this.places.get(id);
    if (item === null) {
      if (place !== undefined) this.items[place] = null;
      this.places.delete(id);
    } else {
      if (place === undefined) this.places.set(id, this.items.push(item) - 1);
      else this.items[place] = item;
      this.joinGroup(item);
    }
    this.live = this.places.size;
  }

  /** The items that belong to one owner, oldest first. */
  of(owner: string): Item[] {
    const ids = this.groups.get(owner) ?? [];
    return [...ids].flatMap((id) => this.get(id) ?? []);
  }

  /** All items, oldest first. */
  all(): Item[] {
    return this.items.filter((item): item is Item => item !== null);
  }

  clear(): void {
    this.items.length = 0;
    this.places.clear();
    this.groups.clear();
    this.live = 0;
  }

  has(id: string): boolean {
    return this.places.has(id);
  }

  /** A page of what `keep` lets through; the cursors are ids and stand outside their page. */
  page(keep: (item: Item) => boolean, request: PageRequest): Page<Item> {
    const backwards = request.endingBefore !== undefined;
    const cursor = request.endingBefore ?? request.startingAfter;
    const start = cursor === undefined ? this.items.length : this.places.get(cursor);
    if (start === undefined) return { items: [], hasMore: false };
    const found: Item[] = [];
    const step = backwards ? 1 : -1;
    for (let place = start + step; place >= 0 && place < this.items.length; place += step) {
      const item = this.items[place] ?? null;
      if (item === null || !keep(item)) continue;
      if (found.length === request.limit) return { items: order(found, backwards), hasMore: true };
      found.push(item);
    }
    return { items: order(found, backwards), hasMore: false };
  }

  private joinGroup(item: Item): void {
    const owner = this.ownerOf(item);
    if (owner === null) return;
    const group = this.groups.get(owner) ?? new Set();
    group.add(item.id);
    this.groups.set(owner, group);
  }

  private leaveGroup(item: Item): void {
    const owner = this.ownerOf(item);
    if (owner === null) return;
    const group = this.groups.get(owner);
    group?.delete(item.id);
    if (group?.size === 0) this.groups.delete(owner);
  }
}

/** A page is newest first whichever way it was walked. */
function order<Item>(found: Item[], backwards: boolean): Item[] {
  return backwards ? found.reverse() : found;
}
