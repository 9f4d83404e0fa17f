import { sql } from 'drizzle-orm';
import { rowsOf, type Holdings } from './holding';

/** What somebody shows as a creator. */
export const pages: Holdings = {
  creator: {
    onDeletion: 'emptied',
    why: 'the page closes and its words and pictures go; the handle stays taken, so that no stranger gets what was meant for you',
    own: (s) => rowsOf(
      sql`handle, name, tagline, bio, kind, country, currency, status, accent, presets_minor, minimum_minor, thank_you, offer, notify_tips, created_at`,
      sql`from creator where person_id = ${s.personId}`,
    ),
  },
  creator_link: {
    onDeletion: 'removed',
    why: 'the page closes',
    own: (s) => rowsOf(sql`position, label, url`, sql`from creator_link where creator_id = ${s.creatorId} order by position`),
  },
  tier: {
    onDeletion: 'emptied',
    why: 'the page closes and the words of its tiers go; that there were some stays, because pledges point to them',
    own: (s) => rowsOf(sql`name, description, benefits, price_minor, currency, places, taken, archived_at, created_at`, sql`from tier where creator_id = ${s.creatorId} order by position`),
  },
  creator_goal: {
    onDeletion: 'removed',
    why: 'the page closes',
    own: (s) => rowsOf(sql`title, target_minor, starts_at, ended_at`, sql`from creator_goal where creator_id = ${s.creatorId} order by starts_at`),
  },
  media: {
    onDeletion: 'removed',
    why: 'the pictures and their files go',
    own: (s) => rowsOf(sql`key, kind, widths, bytes, created_at`, sql`from media where creator_id = ${s.creatorId} order by created_at`),
  },
  handle_history: {
    onDeletion: 'kept',
    why: 'earlier handles stay taken as well',
    own: (s) => rowsOf(sql`handle, left_at`, sql`from handle_history where creator_id = ${s.creatorId} order by left_at`),
  },
  handle_claim: {
    onDeletion: 'kept',
    why: 'the looks of your handles, so that nobody takes one that reads like yours',
    own: (s) => rowsOf(sql`skeleton`, sql`from handle_claim where creator_id = ${s.creatorId}`),
  },
};
