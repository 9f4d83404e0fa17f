import type { tier } from '@/db/schema';

type DemoTier = Pick<typeof tier.$inferInsert, 'name' | 'priceMinor'> & Partial<Pick<typeof tier.$inferInsert, 'description' | 'benefits' | 'places' | 'firstMonthInFull'>>;

/** What each demo page offers by the month, the cheapest first; in minor units of the page's currency. */
export const demoTiers: Record<string, DemoTier[]> = {
  'river-notes': [
    { name: 'Bank', priceMinor: 100, description: 'You keep the notebook going.', benefits: ['Every essay a week before the others'] },
    { name: 'Bridge', priceMinor: 300, description: 'For those who want the sketches too.', benefits: ['Every essay a week before the others', 'The sketchbook as scans, once a month'] },
    { name: 'Source', priceMinor: 1_000, description: 'Twelve of you choose where I walk.', benefits: ['All of the above', 'You name the next river'], places: 12 },
  ],
  'open-synth': [
    { name: 'Resistor', priceMinor: 100, description: 'The smallest part, and nothing works without it.', benefits: ['Drafts of schematics while I argue with them'] },
    { name: 'Filter', priceMinor: 500, benefits: ['Drafts of schematics', 'A bare board of each new design'], places: 40, firstMonthInFull: true },
  ],
  'braille-comics': [
    { name: 'Page', priceMinor: 100, description: 'Pays for one embossed page a month.', benefits: ['The making-of letter'] },
    { name: 'Issue', priceMinor: 400, benefits: ['The making-of letter', 'Your name, in braille, on the last page'] },
  ],
  'backyard-sky': [
    { name: 'Balcony', priceMinor: 100, benefits: ['Friday’s thing to see, on Thursday'] },
    { name: 'Roof', priceMinor: 300, benefits: ['Friday’s thing to see, on Thursday', 'A star wheel for where you live'] },
  ],
  lanternfall: [
    { name: 'Moth', priceMinor: 100, description: 'One moth more in the forest.', benefits: ['Builds the evening they are made'] },
    { name: 'Lantern', priceMinor: 500, benefits: ['Builds the evening they are made', 'A vote on the next animal'] },
  ],
  'moss-letters': [{ name: 'Spore', priceMinor: 100, description: 'One drawing a month, by mail, in print size.', benefits: ['The drawing in print size'] }],
  'ten-minute-songs': [{ name: 'Timer', priceMinor: 100, benefits: ['Also the five bad ones'] }],
  'paper-weather': [{ name: 'Drizzle', priceMinor: 100, benefits: ['The week’s strips as one sheet'] }, { name: 'Storm', priceMinor: 600, benefits: ['One original a year'], places: 20 }],
  'low-tide-radio': [{ name: 'Shallow', priceMinor: 100, benefits: ['Recordings without compression'] }],
  'mended-things': [{ name: 'Stitch', priceMinor: 100, description: 'Thread, glue and one sheet of sandpaper a month.', benefits: ['Ask me what to do with yours'] }],
  'night-bakery': [
    { name: 'Crumb', priceMinor: 100, benefits: ['The recipe a day earlier'] },
    { name: 'Loaf', priceMinor: 300, benefits: ['The recipe a day earlier', 'What I changed, and why'] },
  ],
  'plain-queue': [{ name: 'Worker', priceMinor: 200, description: 'No perks. It stays boring, which is the perk.', benefits: [] }],
  'second-platform': [{ name: 'Off-peak', priceMinor: 100, benefits: ['The uncut tape of every bench'] }],
  'mizu-kiln': [{ name: 'Pine', priceMinor: 100, benefits: ['The kiln log, page by page'] }, { name: 'Ash', priceMinor: 1_500, benefits: ['First choice when the kiln is opened'], places: 30 }],
  'bore-da': [{ name: 'Paned', priceMinor: 100, description: 'A cup of tea’s worth.', benefits: ['The exercise sheet of each lesson'] }],
  'harbour-choir': [{ name: 'Alto', priceMinor: 200, benefits: ['Rehearsal recordings'] }],
  'last-ferry': [{ name: 'Deck', priceMinor: 300, benefits: ['Each film a week before the premiere'] }],
};
