import type { creator } from '@/db/schema';
import type { Currency } from '@/lib/money';

/** One invented creator of the demo world; every name, address and place-bound detail is made up. */
export type DemoCreator = {
  handle: string;
  name: string;
  tagline: string;
  bio: string;
  kind: (typeof creator.$inferInsert)['kind'];
  country: string;
  currency: Currency;
  accent: string;
  presetsMinor: number[];
  minimumMinor: number;
  thankYou: string;
  links: { label: string; url: string }[];
  goal: { title: string; targetMinor: number; startedDaysAgo: number } | null;
  /** Age of the page, in days before the demo world begins to be lived in. */
  ageDays: number;
};

const SMALL_CHANGE = { presetsMinor: [100, 300, 500], minimumMinor: 100 };
const SMALL_CHANGE_IN_YEN = { presetsMinor: [100, 300, 500], minimumMinor: 100 };

export const demoCreators: DemoCreator[] = [
  {
    handle: 'river-notes',
    name: 'River Notes',
    tagline: 'Field sketches and slow essays about rivers',
    bio: 'Every second week I walk one stretch of river, draw what lives there and write it down. No sponsor, no hurry. A dollar buys the pencil; a hundred readers buy the week.',
    kind: 'writing',
    country: 'US',
    currency: 'USD',
    accent: '#a8521f',
    ...SMALL_CHANGE,
    thankYou: 'Thank you. This one goes into new boots; the old ones have met too many rivers.',
    links: [
      { label: 'rivernotes.example', url: 'https://rivernotes.example' },
      { label: 'Sketchbook scans', url: 'https://sketches.rivernotes.example' },
    ],
    goal: { title: 'Waders that do not leak', targetMinor: 7_000, startedDaysAgo: 40 },
    ageDays: 255,
  },
  {
    handle: 'night-bakery',
    name: 'Night Bakery',
    tagline: 'Bread recipes, written down at four in the morning',
    bio: 'I run the oven of a small bakery in Leipzig. Between the second proof and the first customer there are forty quiet minutes, and in them I write: one recipe a week, weighed in grams, tested in a home oven, with every mistake I made on the way.',
    kind: 'food',
    country: 'DE',
    currency: 'EUR',
    accent: '#b5761b',
    ...SMALL_CHANGE,
    thankYou: 'Danke! Tomorrow’s first loaf is for you, in spirit. The crust at least.',
    links: [
      { label: 'nachtbackstube.example', url: 'https://nachtbackstube.example' },
      { label: 'All recipes, as one file', url: 'https://nachtbackstube.example/rezepte.pdf' },
    ],
    goal: { title: 'A month of good rye', targetMinor: 6_000, startedDaysAgo: 33 },
    ageDays: 410,
  },
  {
    handle: 'open-synth',
    name: 'Open Synth',
    tagline: 'Synthesisers you can build, with every schematic open',
    bio: 'One voice, one board, one evening with a soldering iron. I design small synthesisers and publish all of it: schematics, panels, the code and the reasons. If a kit of mine made you grin, leave the price of a resistor.',
    kind: 'music',
    country: 'US',
    currency: 'USD',
    accent: '#2f6f7a',
    ...SMALL_CHANGE,
    thankYou: 'Thank you! You just paid for about forty resistors and one long low note.',
    links: [
      { label: 'opensynth.example', url: 'https://opensynth.example' },
      { label: 'Schematics', url: 'https://git.opensynth.example' },
      { label: 'How it sounds', url: 'https://opensynth.example/listen' },
    ],
    goal: { title: 'Ten filter boards to give away', targetMinor: 9_000, startedDaysAgo: 36 },
    ageDays: 620,
  },
  {
    handle: 'braille-comics',
    name: 'Braille Comics',
    tagline: 'Comics for fingertips: panels, gutters and jokes you can feel',
    bio: 'Comics are about what happens between two panels. That gap works just as well under a fingertip. We emboss short stories with raised pictures and braille, read them with blind kids, throw away what isn’t funny and print the rest. Files are free for every library with an embosser.',
    kind: 'comics',
    country: 'US',
    currency: 'USD',
    accent: '#7a3b69',
    ...SMALL_CHANGE,
    thankYou: 'Thank you! Somewhere a kid is about to find the hidden mouse on page six.',
    links: [
      { label: 'braillecomics.example', url: 'https://braillecomics.example' },
      { label: 'Files for libraries', url: 'https://braillecomics.example/libraries' },
    ],
    goal: { title: 'Paper for issue nine', targetMinor: 5_500, startedDaysAgo: 31 },
    ageDays: 190,
  },
  {
    handle: 'plain-queue',
    name: 'Plain Queue',
    tagline: 'A job queue that does one thing and has not paged anyone yet',
    bio: 'I maintain a job queue on evenings and train rides. It is 1,900 lines, has no plugins and answers issues within a week. It will never have a company behind it; it has me, a test suite that pulls cables, and you.',
    kind: 'software',
    country: 'PT',
    currency: 'EUR',
    accent: '#3d5a80',
    ...SMALL_CHANGE,
    thankYou: 'Obrigada. Your euro has been put in the queue and was processed exactly once.',
    links: [
      { label: 'plainqueue.example', url: 'https://plainqueue.example' },
      { label: 'Source', url: 'https://git.plainqueue.example' },
      { label: 'What broke and why', url: 'https://plainqueue.example/postmortems' },
    ],
    goal: null,
    ageDays: 880,
  },
  {
    handle: 'second-platform',
    name: 'Second Platform',
    tagline: 'A podcast about small stations and who waits there',
    bio: 'Each episode is one railway station with fewer than a hundred passengers a day. I sit on the bench until somebody talks. It is mostly about trains for the first four minutes.',
    kind: 'podcast',
    country: 'GB',
    currency: 'GBP',
    accent: '#9b2f2f',
    ...SMALL_CHANGE,
    thankYou: 'Thank you ever so much. That is half a return ticket, off-peak.',
    links: [
      { label: 'secondplatform.example', url: 'https://secondplatform.example' },
      { label: 'Podcast feed', url: 'https://secondplatform.example/feed.xml' },
    ],
    goal: { title: 'The night train to the far north', targetMinor: 6_000, startedDaysAgo: 34 },
    ageDays: 330,
  },
  {
    handle: 'mizu-kiln',
    name: 'Mizu Kiln',
    tagline: 'Bowls for everyday tea, fired twice a year in the hills',
    bio: 'Twice a year I fire the kiln for three days and write down everything: the wood, the weather, the cracks. What survives goes to the shop; what I learned goes here, for anyone.',
    kind: 'craft',
    country: 'JP',
    currency: 'JPY',
    accent: '#3f6c6e',
    ...SMALL_CHANGE_IN_YEN,
    thankYou: 'Arigatō. Your tip is one armful of pine for the November firing.',
    links: [{ label: 'mizukiln.example', url: 'https://mizukiln.example' }],
    goal: { title: 'Pine for the November firing', targetMinor: 8_000, startedDaysAgo: 35 },
    ageDays: 505,
  },
  {
    handle: 'bore-da',
    name: 'Bore Da',
    tagline: 'Ten minutes of Welsh with your first cup of tea',
    bio: 'One short lesson every weekday: a sentence you could really say, how it sounds, and why it bends the way it does. I teach at an evening school in Aberystwyth; this is the class for those who can’t come. Croeso i bawb.',
    kind: 'teaching',
    country: 'GB',
    currency: 'GBP',
    accent: '#3f7d3a',
    ...SMALL_CHANGE,
    thankYou: 'Diolch o galon! You can now say thank you from the heart, too.',
    links: [
      { label: 'boreda.example', url: 'https://boreda.example' },
      { label: 'The first twenty lessons', url: 'https://boreda.example/start' },
    ],
    goal: null,
    ageDays: 145,
  },
  {
    handle: 'backyard-sky',
    name: 'Backyard Sky',
    tagline: 'What is up tonight, for people with a balcony and no telescope',
    bio: 'Every clear Friday I post one thing you can see without any equipment, from a city, before ten. I am an astronomer by training and a father by evening; both jobs consist of answering “why”.',
    kind: 'science',
    country: 'US',
    currency: 'USD',
    accent: '#45509c',
    ...SMALL_CHANGE,
    thankYou: 'Thank you! The light you saw tonight left home long before cards had fees.',
    links: [
      { label: 'backyardsky.example', url: 'https://backyardsky.example' },
      { label: 'Printable star wheel', url: 'https://backyardsky.example/wheel.pdf' },
    ],
    goal: { title: 'Star wheels for two schools', targetMinor: 6_500, startedDaysAgo: 38 },
    ageDays: 275,
  },
  {
    handle: 'harbour-choir',
    name: 'Harbour Choir',
    tagline: 'Forty voices, no auditions, every Tuesday in Trieste',
    bio: 'We sing sea songs from all the coasts our members come from, thirteen languages so far. The recordings are free, and so are the scores we write down because nobody had. Tips pay for the heating of the old customs hall.',
    kind: 'music',
    country: 'IT',
    currency: 'EUR',
    accent: '#1f5f8b',
    ...SMALL_CHANGE,
    thankYou: 'Grazie, hvala, danke, thank you! The altos are warmer already.',
    links: [
      { label: 'harbourchoir.example', url: 'https://harbourchoir.example' },
      { label: 'Scores', url: 'https://harbourchoir.example/scores' },
    ],
    goal: { title: 'Heating until New Year', targetMinor: 5_000, startedDaysAgo: 32 },
    ageDays: 700,
  },
  {
    handle: 'last-ferry',
    name: 'The Last Ferry',
    tagline: 'A documentary about island ferries, filmed one crossing at a time',
    bio: 'In the Seto Inland Sea a ferry line closes almost every year. I ride each last crossing with a camera and a microphone, and put the whole film online, engine noise included. The captains say nobody will watch. The captains are wrong.',
    kind: 'film',
    country: 'JP',
    currency: 'JPY',
    accent: '#b4472e',
    presetsMinor: [150, 300, 800],
    minimumMinor: 150,
    thankYou: 'Thank you for coming aboard. Your tip rides along on the next crossing.',
    links: [
      { label: 'lastferry.example', url: 'https://lastferry.example' },
      { label: 'Crossings so far', url: 'https://lastferry.example/crossings' },
    ],
    goal: { title: 'Tickets for crossing twelve', targetMinor: 12_000, startedDaysAgo: 37 },
    ageDays: 360,
  },
  {
    handle: 'lanternfall',
    name: 'Lanternfall',
    tagline: 'A small game about walking home in the dark',
    bio: 'You have one lantern and a long way home. I have been making this game alone for three years, and every build is free to play. What tips change: I take one freelance day less a month, and the forest gets one more animal.',
    kind: 'games',
    country: 'CA',
    currency: 'USD',
    accent: '#c2571a',
    ...SMALL_CHANGE,
    thankYou: 'Thank you! Look for a new moth near the third lantern. That one is yours.',
    links: [
      { label: 'lanternfall.example', url: 'https://lanternfall.example' },
      { label: 'Play the current build', url: 'https://lanternfall.example/play' },
    ],
    goal: { title: 'One more animal in the forest', targetMinor: 3_800, startedDaysAgo: 31 },
    ageDays: 95,
  },
];
