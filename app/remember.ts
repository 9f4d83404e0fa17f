type Read<T> = { value: Promise<T>; startedAt: number };

const MOST_KEYS = 500;

/**
 * Makes a read that everybody shares: asked again for the same key within `freshMs` milliseconds it
 * answers what it read (or is still reading), so a page that many people open at once costs the
 * database as much as one. Only for what every visitor sees alike. A failed read is forgotten.
 */
export function remember<Key, T>(freshMs: number, read: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const kept = new Map<Key, Read<T>>();
  return (key) => {
    const known = kept.get(key);
    const now = performance.now();
    if (known && now - known.startedAt < freshMs) return known.value;
    const value = read(key);
    // Taken out and put back, so that the first key is the one that was read longest ago.
    kept.delete(key);
    kept.set(key, { value, startedAt: now });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEYS) break;
      kept.delete(oldest);
    }
    value.catch(() => kept.delete(key));
    return value;
  };
}
