/**
 * The floors of the house (DESIGN.md 8): arrows only go down, and only through doors. Read by
 * tests/house/floors.test.ts, which also proves that each rule bites.
 */
const FLOORS = [
  { name: 'ground', rooms: ['money', 'dates', 'csv', 'lists', 'forms', 'ids', 'env', 'errors', 'log'] },
  // Pricing reads its versioned rows from the database, so it stands above the ground.
  { name: 'first', rooms: ['ledger', 'stripe', 'queue', 'live', 'mail', 'auth', 'pricing', 'http', 'limits', 'audit', 'settings', 'media', 'legal'] },
  { name: 'second', rooms: ['users', 'creators', 'posts', 'payments', 'receipts', 'income', 'fans', 'payout-accounts', 'origins', 'defence'] },
  { name: 'third', rooms: ['tips', 'pledges', 'tab', 'billing', 'payouts', 'freeze', 'earnings'] },
  { name: 'roof', rooms: ['webhooks', 'jobs', 'admin', 'moderation', 'privacy', 'review', 'disputes', 'reconcile', 'backup'] },
];

const pathOf = (rooms) => `^lib/(${rooms.join('|')})/`;
const ground = pathOf(FLOORS[0].rooms);
const rooms = FLOORS.flatMap((floor) => floor.rooms);
/** What a door is: the room's index, and what of it a browser may have. */
const notADoor = '^lib/[^/]+/(?!index\\.ts$|input\\.ts$)';

const floorRules = FLOORS.slice(0, -1).map((floor, at) => ({
  name: `${floor.name}-floor-looks-up`,
  comment: 'Arrows only go down: what is below must not know what stands on it.',
  severity: 'error',
  from: { path: pathOf(floor.rooms) },
  to: { path: pathOf(FLOORS.slice(at + 1).flatMap((above) => above.rooms)) },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'ground-reaches-out',
      comment: 'The ground is pure: no database, no framework, no process of ours.',
      severity: 'error',
      from: { path: ground },
      to: { path: '^(app|components|db|sandbox|scripts|server\\.ts)' },
    },
    {
      name: 'room-on-no-floor',
      comment: 'A new folder of lib must be given its floor above.',
      severity: 'error',
      from: {},
      to: { path: '^lib/', pathNot: pathOf(rooms) },
    },
    {
      name: 'past-the-door',
      comment: 'Other rooms are entered by index.ts, or input.ts where a browser may follow.',
      severity: 'error',
      from: { path: '^lib/([^/]+)/' },
      to: { path: notADoor, pathNot: '^lib/$1/' },
    },
    {
      name: 'past-the-door-from-outside',
      comment: 'Other rooms are entered by index.ts, or input.ts where a browser may follow.',
      severity: 'error',
      from: { path: '^(app|components|db|sandbox|server\\.ts|instrumentation\\.ts)' },
      to: { path: notADoor },
    },
    {
      name: 'database-above-ground',
      comment: 'db imports the ground only; the seed plays the whole house and stands outside.',
      severity: 'error',
      from: { path: '^db/', pathNot: '^db/seed/' },
      to: { path: '^(lib|app|components|sandbox)/|^db/seed/', pathNot: ground },
    },
    {
      name: 'lib-looks-outside',
      comment: 'The business knows no page, no seed, no server and no sandbox.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components|sandbox|scripts|tests|server\\.ts|db/seed)' },
    },
    {
      name: 'component-reaches-out',
      comment: 'Components are pure: props in, markup out. Types of what they show may come from a door.',
      severity: 'error',
      from: { path: '^components/' },
      to: {
        path: '^(lib|db|app|sandbox)/',
        pathNot: `^lib/[^/]+/input\\.ts$|${ground}`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'sandbox-is-imported',
      comment: 'The sandbox is a process of its own: only tests start it inside theirs.',
      severity: 'error',
      from: { pathNot: '^(sandbox|tests)/' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'sandbox-knows-us',
      comment: 'The sandbox plays Stripe, so it shares nothing with the app but plain arithmetic.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(app|components|db|server\\.ts)|^lib/', pathNot: ground },
    },
    {
      name: 'next-outside-its-rooms',
      comment: 'lib runs under tests and in the worker as it is, so Next stays where pages are.',
      severity: 'error',
      from: { path: '^(lib|db|sandbox)/', pathNot: '^lib/auth/' },
      to: { path: '^node_modules/(next|next-auth)/' },
    },
    {
      name: 'stripe-outside-its-room',
      comment: 'One room speaks to the processor; the sandbox and the tests borrow its declarations.',
      severity: 'error',
      from: { pathNot: '^(lib/stripe|sandbox|tests)/' },
      to: { path: '^node_modules/stripe/' },
    },
    {
      name: 'server-loads-auth',
      comment: 'server.ts runs before Next has made its surroundings, and lib/auth brings Next in.',
      severity: 'error',
      from: { path: '^server\\.ts$' },
      to: { path: '^lib/auth/', reachable: true },
    },
    {
      name: 'tests-are-imported',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    { name: 'circle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nowhere', comment: 'An import that leads to no file.', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^server-only$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.build|\\.data|tests/bench/empty-app/\\.next)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'] },
  },
};
