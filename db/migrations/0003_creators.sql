-- Creators: their public pages, links and goals. No money stands here; every sum that a page shows
-- is read from tips and the ledger.

CREATE TABLE creator (
  id uuid PRIMARY KEY,
  handle text NOT NULL UNIQUE
    CHECK (handle ~ '^[a-z0-9](-?[a-z0-9])+$' AND length(handle) BETWEEN 2 AND 30),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60 AND name = btrim(name)),
  tagline text NOT NULL CHECK (length(tagline) BETWEEN 1 AND 120),
  bio text NOT NULL CHECK (length(bio) <= 2000),
  kind text NOT NULL CHECK (kind IN (
    'writing', 'food', 'software', 'comics', 'podcast', 'music',
    'craft', 'teaching', 'science', 'film', 'games')),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status text NOT NULL CHECK (status IN ('active', 'suspended', 'unpublished')),
  accent text NOT NULL CHECK (accent ~ '^#[0-9a-f]{6}$'),
  art text NOT NULL CHECK (art ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(art) <= 40),
  presets_minor integer[] NOT NULL
    CHECK (cardinality(presets_minor) BETWEEN 1 AND 4
      AND array_position(presets_minor, NULL) IS NULL
      AND minimum_minor <= ALL (presets_minor)),
  minimum_minor integer NOT NULL CHECK (minimum_minor > 0),
  thank_you text NOT NULL CHECK (length(thank_you) <= 500),
  ledger_owner uuid NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL,
  -- The dictionary is 'simple' because names and taglines come in every language: nothing is
  -- stemmed and no word is thought too common to be looked for.
  search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', name || ' ' || replace(handle, '-', ' ')), 'A')
    || setweight(to_tsvector('simple', tagline), 'B')
    || setweight(to_tsvector('simple', bio), 'C')
  ) STORED
);

COMMENT ON TABLE creator IS
  'One row per public page. A page that is suspended or unpublished stays, because tips and ledger rows point to it, and answers like one that never existed.';
COMMENT ON COLUMN creator.handle IS
  'The address of the page, so only lower-case ASCII: two handles that look alike must not differ. Words that are routes of ours are refused in code, because that list changes with the routes.';
COMMENT ON COLUMN creator.country IS
  'ISO 3166-1 alpha-2; it decides which of the processor''s prices apply.';
COMMENT ON COLUMN creator.currency IS
  'ISO 4217; the only currency in which this page takes money. It never changes while money in it is on its way.';
COMMENT ON COLUMN creator.accent IS
  'The colour as the creator chose it. Pages show it corrected for contrast (lib/creators/accent.ts), so the choice itself is kept untouched.';
COMMENT ON COLUMN creator.art IS
  'Names the two drawings of the page, /art/<art>-banner.svg and /art/<art>-avatar.svg; a slug and no address, so nothing of another host can be shown.';
COMMENT ON COLUMN creator.presets_minor IS
  'The amounts the tip form offers, in minor units of currency, each at least the minimum.';
COMMENT ON COLUMN creator.ledger_owner IS
  'The alias by which the ledger knows this creator. Ledger rows can never be erased, so they carry no id that leads to a person once this row is gone.';

-- Explore reads newest first, all kinds or one, and only pages that can be visited.
CREATE INDEX creator_newest ON creator (created_at DESC, id DESC) WHERE status = 'active';
CREATE INDEX creator_newest_of_kind ON creator (kind, created_at DESC, id DESC)
  WHERE status = 'active';
CREATE INDEX creator_search ON creator USING gin (search) WHERE status = 'active';

CREATE TABLE creator_link (
  id uuid PRIMARY KEY,
  creator_id uuid NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  position integer NOT NULL CHECK (position BETWEEN 0 AND 7),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  url text NOT NULL CHECK (url ~ '^https://[^\s/]+' AND length(url) <= 500),
  UNIQUE (creator_id, position)
);

COMMENT ON COLUMN creator_link.url IS
  'Only https: a javascript: or data: address in a link would run on our page.';

CREATE TABLE creator_goal (
  id uuid PRIMARY KEY,
  creator_id uuid NOT NULL REFERENCES creator (id) ON DELETE CASCADE,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
  target_minor bigint NOT NULL CHECK (target_minor BETWEEN 1 AND 9007199254740991),
  starts_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3) CHECK (ended_at > starts_at)
);

COMMENT ON TABLE creator_goal IS
  'What a creator collects for. How far it is stands beside the tips that count towards it, from starts_at on, because it changes with them.';

-- A page shows one goal; a second open one would split what people give between two bars.
CREATE UNIQUE INDEX creator_goal_open ON creator_goal (creator_id) WHERE ended_at IS NULL;
