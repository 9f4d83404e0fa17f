import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Somebody with a proven address: fan, creator and admin alike. */
export const person = pgTable('person', {
  id: uuid().primaryKey(),
  email: text().unique(),
  displayName: text('display_name'),
  defaultVisibility: text('default_visibility', { enum: ['public', 'creator_only', 'anonymous'] })
    .notNull()
    .default('creator_only'),
  locale: text().notNull().default('en-US'),
  timeZone: text('time_zone').notNull().default('UTC'),
  isAdmin: boolean('is_admin').notNull().default(false),
  status: text({ enum: ['active', 'suspended', 'deleted'] }).notNull().default('active'),
  suspendedReason: text('suspended_reason'),
  createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  deletedAt: timestamp('deleted_at', { withTimezone: true }),
});

/** A browser that is signed in; the token itself is only in its cookie. */
export const session = pgTable('session', {
  id: uuid().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  personId: uuid('person_id').notNull().references(() => person.id),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  factorAt: timestamp('factor_at', { withTimezone: true }),
  network: text().notNull().default(''),
  device: text().notNull().default(''),
});

/** The one live sign-in link of an address. */
export const signInLink = pgTable('sign_in_link', {
  email: text().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});

/** An account elsewhere that vouches for a person. */
export const oauthAccount = pgTable(
  'oauth_account',
  {
    provider: text().notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    personId: uuid('person_id').notNull().references(() => person.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

/** A person's TOTP secret, sealed. */
export const secondFactor = pgTable('second_factor', {
  personId: uuid('person_id').primaryKey().references(() => person.id),
  sealedSecret: text('sealed_secret').notNull(),
  confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  failures: integer().notNull().default(0),
  lockedUntil: timestamp('locked_until', { withTimezone: true }),
});

export const recoveryCode = pgTable(
  'recovery_code',
  {
    personId: uuid('person_id').notNull().references(() => person.id),
    codeHash: text('code_hash').notNull(),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.personId, table.codeHash] })],
);

/** A change of address that waits for both mailboxes to agree. */
export const emailChange = pgTable('email_change', {
  personId: uuid('person_id').primaryKey().references(() => person.id),
  newEmail: text('new_email').notNull(),
  oldTokenHash: text('old_token_hash').notNull().unique(),
  newTokenHash: text('new_token_hash').notNull().unique(),
  oldProvenAt: timestamp('old_proven_at', { withTimezone: true }),
  newProvenAt: timestamp('new_proven_at', { withTimezone: true }),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
});

/** The address that a person had until they changed it, for warnings in the days after. */
export const formerAddress = pgTable('former_address', {
  id: uuid().primaryKey(),
  personId: uuid('person_id').notNull().references(() => person.id),
  email: text().notNull(),
  leftAt: timestamp('left_at', { withTimezone: true }).notNull(),
});

/** Counters of attempts, by a hash of what is limited. */
export const rateLimit = pgTable(
  'rate_limit',
  {
    bucket: text().notNull(),
    startsAt: timestamp('starts_at', { withTimezone: true }).notNull(),
    attempts: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.startsAt] })],
);

/** What a person agreed to, by version. */
export const consent = pgTable(
  'consent',
  {
    personId: uuid('person_id').notNull().references(() => person.id),
    document: text({ enum: ['terms', 'privacy', 'adult'] }).notNull(),
    version: integer().notNull(),
    acceptedAt: timestamp('accepted_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.document, table.version] })],
);

/** The legal texts that the operator published; the shipped drafts are version 0, in code. */
export const legalText = pgTable(
  'legal_text',
  {
    document: text({ enum: ['terms', 'privacy', 'imprint'] }).notNull(),
    version: integer().notNull(),
    body: text().notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true }).notNull().defaultNow(),
    publishedBy: uuid('published_by').notNull().references(() => person.id),
  },
  (table) => [primaryKey({ columns: [table.document, table.version] })],
);

/** What the operator has set; a missing name has the default that stands in code. */
export const operatorSetting = pgTable('operator_setting', {
  name: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  changedBy: uuid('changed_by').notNull().references(() => person.id),
});

/** Who did what to whose things, and who looked at what is personal; it only grows. */
export const auditLog = pgTable('audit_log', {
  id: uuid().primaryKey(),
  happenedAt: timestamp('happened_at', { withTimezone: true }).notNull().defaultNow(),
  actorId: uuid('actor_id').references(() => person.id),
  action: text().notNull(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: text('subject_id').notNull(),
  reason: text(),
  detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
});
