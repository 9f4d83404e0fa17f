import type { DemoCreator } from './creators';

type Small = Pick<DemoCreator, 'handle' | 'name' | 'tagline' | 'bio' | 'kind' | 'accent' | 'thankYou' | 'ageDays'> & { art: string };

/**
 * Five young pages that take dollars and have had no tip yet: with the others they make ten, the sum
 * that the demo fan pledges in one sitting. Their pictures are the plain drawings.
 */
export const smallCreators: Small[] = [
  {
    handle: 'moss-letters',
    art: 'plain-1',
    name: 'Moss Letters',
    tagline: 'One moss a month, drawn at ten times its size',
    bio: 'I kneel in front of walls. Each month one moss goes home with me for an hour, is drawn, and is put back where it was.',
    kind: 'science',
    accent: '#3f7d3a',
    thankYou: 'Thank you. You are now the patron of something very small and very old.',
    ageDays: 762,
  },
  {
    handle: 'ten-minute-songs',
    art: 'plain-2',
    name: 'Ten Minute Songs',
    tagline: 'A song every Sunday, written in ten minutes and left alone',
    bio: 'I start a timer, write, and stop when it rings. Most are bad. About one in six is not, and I would not have found it otherwise.',
    kind: 'music',
    accent: '#7a3b69',
    thankYou: 'Thank you! Next Sunday has your name on its timer.',
    ageDays: 748,
  },
  {
    handle: 'paper-weather',
    art: 'plain-3',
    name: 'Paper Weather',
    tagline: 'Yesterday’s weather, forecast for you by hand',
    bio: 'A comic strip of four panels about a weather office that is always one day late. New every weekday, at nine.',
    kind: 'comics',
    accent: '#45509c',
    thankYou: 'Thank you! Expect sunshine yesterday.',
    ageDays: 771,
  },
  {
    handle: 'low-tide-radio',
    art: 'plain-4',
    name: 'Low Tide Radio',
    tagline: 'Recordings from the shore, one tide at a time',
    bio: 'Two microphones, one hour, no talking. I put them out when the water goes and fetch them before it is back.',
    kind: 'podcast',
    accent: '#2f6f7a',
    thankYou: 'Thank you. The crabs do not know it, but they are on air because of you.',
    ageDays: 740,
  },
  {
    handle: 'mended-things',
    art: 'plain-5',
    name: 'Mended Things',
    tagline: 'How to repair what everybody throws away',
    bio: 'Zips, kettles, chairs, one jumper with eleven holes. Each repair with photographs and with what went wrong the first time.',
    kind: 'craft',
    accent: '#9b2f2f',
    thankYou: 'Thank you! A lamp somewhere will be switched on instead of thrown out.',
    ageDays: 755,
  },
];
