import type { Metadata } from 'next';
import { nameCard } from '@/components/tab/card-words';
import { Cards, type CardItem } from '@/components/tab/cards';
import { SaveCardForm } from '@/components/tab/save-card-form';
import { ReceiptLive } from '@/components/tips/receipt-live';
import { Notice } from '@/components/ui/notice';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { currentConsent, findFan, listCards, type Card } from '@/lib/fans';
import { offeredCurrencies } from '@/lib/pricing';
import { businessClock } from '@/lib/stripe';
import { listTabs } from '@/lib/tab';
import { isOver } from '../tab/notices';
import { add, choose, remove } from './actions';

export const metadata: Metadata = { title: 'Cards' };

const DID: Record<string, string> = {
  chosen: 'This card is charged from now on. What was open is tried with it at once.',
  removed: 'The card is forgotten.',
};
/** So long a card is new to who comes back from the page that saved it. */
const NEW_MS = 10 * MINUTE_MS;

/** The saved cards of whoever is signed in. */
export default async function CardsRoute({ searchParams }: { searchParams: Promise<{ did?: string; card?: string }> }) {
  const viewer = await requireUser();
  const { did, card: saved } = await searchParams;
  const db = getDb();
  const [fan, now] = await Promise.all([findFan(db, viewer.personId), businessClock()]);
  const cards = fan ? await listCards(db, fan.id) : [];
  const currency = (fan && (await listTabs(db, fan.id))[0]?.currency) || offeredCurrencies[0];
  const { body } = await currentConsent(db, currency);
  const isWaiting = saved === 'saved' && !cards.some(({ addedAt }) => addedAt > addMilliseconds(now, -NEW_MS));
  return (
    <>
      <Cards
        cards={cards.map((card) => toItem(card, now))}
        choose={choose}
        remove={remove}
        form={<SaveCardForm action={add} from="cards" currency={currency} consent={body} label={cards.length === 0 ? 'Save a card' : 'Save another card'} />}
        notices={<Notices did={did} isSaved={saved === 'saved'} isWaiting={isWaiting} />}
      />
      {isWaiting && <ReceiptLive />}
    </>
  );
}

function Notices(props: { did: string | undefined; isSaved: boolean; isWaiting: boolean }) {
  const done = props.did && Object.hasOwn(DID, props.did) ? DID[props.did] : props.isSaved ? 'Your card is saved, and is the one that is charged.' : null;
  if (props.isWaiting) return <div role="status"><Notice tone="wait" icon="clock">Your card is being saved. It takes a moment.</Notice></div>;
  return done ? <div role="status"><Notice tone="good" icon="check">{done}</Notice></div> : null;
}

function toItem(card: Card, now: Date): CardItem {
  const until = `${String(card.expMonth).padStart(2, '0')}/${card.expYear}`;
  const over = isOver(card, now);
  const isRefused = card.status === 'refused';
  const words = isRefused ? 'Its bank refused it. Save it again, or another one.' : over ? `Expired in ${until}` : `Good until ${until}`;
  return { id: card.id, name: nameCard(card), words, isBad: isRefused || over, isDefault: card.isDefault, mayChoose: !card.isDefault && !isRefused && !over };
}
