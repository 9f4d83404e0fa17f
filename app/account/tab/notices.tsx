import { cardInWords, nameCard } from '@/components/tab/card-words';
import { wordDayInFull } from '@/components/tab/tab-words';
import { Notice } from '@/components/ui/notice';
import { reasonWords } from '@/lib/billing/input';
import { dayIn } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import type { LoadedTab } from './load-tab';

const DID: Record<string, string> = {
  undone: 'Undone. The tip is off your tab, and its creator never had it.',
  paying: 'Your tab is being charged now. It takes a moment.',
  capped: 'Your cap holds from now on.',
  uncapped: 'Your cap is gone.',
  saved: 'Saved.',
  paused: 'Everything is paused.',
  resumed: 'Your tab goes on.',
  partly_resumed: 'Your tab goes on. Some pledges could not: look at them under Pledges.',
  moved: 'Your billing day is moved.',
};

/** What was just done, and what asks for somebody: a bill in vain, a card that is over, a mailed link. */
export function TabNotices(props: { loaded: LoadedTab; did: string | null; newLineId: string | null; guests: number; cardSaved: boolean }) {
  const { loaded, did } = props;
  const saved = props.cardSaved && loaded.card?.status === 'good' ? `Your ${nameCard(loaded.card)} is saved.` : null;
  const told = newLine(loaded, props.newLineId) ?? saved ?? (did === null ? null : wordsOf(did, loaded));
  return (
    <div className="grid gap-3 empty:hidden">
      {told && (
        <div role="status">
          <Notice tone="good" icon="check">{told}</Notice>
        </div>
      )}
      {loaded.frozen && <FrozenNotice />}
      <UnpaidNotice loaded={loaded} />
      <CardNotice loaded={loaded} awaited={props.cardSaved} />
      <GuestNotice guests={props.guests} />
    </div>
  );
}

function wordsOf(did: string, { view }: LoadedTab): string | null {
  if (did === 'paying' && !view.collecting) return 'Your tab was charged. The receipt stands under Bills.';
  return Object.hasOwn(DID, did) ? (DID[did] ?? null) : null;
}

function newLine({ view, now }: LoadedTab, id: string | null): string | null {
  const item = [...view.open, ...(view.collecting?.items ?? [])].find((line) => line.id === id);
  if (!item) return null;
  const what = `Your tip of ${formatMoney(item.amountMinor, view.tab.currency, { trim: true })} for ${item.creator.name}`;
  if (item.status === 'waiting') return `${what} is being charged now, together with the rest of your tab.`;
  const minutes = item.undoUntil ? Math.ceil((item.undoUntil.getTime() - now.getTime()) / 60_000) : 0;
  return `${what} is on your tab.${minutes > 0 ? ` You can undo it for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.` : ''}`;
}

/** Said without blame: the card's holder may know nothing of it. */
function FrozenNotice() {
  return (
    <Notice tone="wait" icon="alert">
      We have paused your tab: a bank has asked about one of your payments, or took it back. Nothing new goes on it and nothing is charged meanwhile. If it
      was not you, tell your bank. If it was a mistake, ask your bank to withdraw it; your tab goes on when that is settled. You can{' '}
      <a href="/imprint" className="text-link">write to us</a>.
    </Notice>
  );
}

function UnpaidNotice({ loaded: { view, fan, today } }: { loaded: LoadedTab }) {
  const bill = view.collecting?.bill;
  if (bill?.status !== 'failing') return null;
  const { what, help } = reasonWords({ code: bill.failureCode, kind: bill.failureKind });
  const again = bill.nextAttemptAt ? ` The next try is on ${wordDayInFull(dayIn(fan.timeZone, bill.nextAttemptAt), today)}.` : '';
  return (
    <Notice tone="bad" icon="alert">
      A bill of {formatMoney(bill.amountMinor, bill.currency)} is not paid yet. {what} {help}
      {again} Until then nothing new goes on your tab.{' '}
      <a href={`/account/bills/${bill.id}`} className="text-link">
        Mend it
      </a>
    </Notice>
  );
}

function CardNotice({ loaded: { card, now }, awaited }: { loaded: LoadedTab; awaited: boolean }) {
  const link = (
    <a href="/account/cards" className="text-link">
      {card ? 'Save another' : 'Save a card'}
    </a>
  );
  if (!card) {
    if (awaited) return <Notice tone="wait" icon="clock">Your card is being saved. It takes a moment.</Notice>;
    return <Notice tone="bad" icon="alert">There is no card on your tab. {link}, or nothing can be charged.</Notice>;
  }
  if (card.status === 'refused') {
    return <Notice tone="bad" icon="alert">The bank of {cardInWords(card)} refused it. {link}, and everything open is charged to that.</Notice>;
  }
  if (!isOver(card, now)) return null;
  return <Notice tone="bad" icon="alert">{capital(cardInWords(card))} has expired. {link} before your next bill.</Notice>;
}

function GuestNotice({ guests }: { guests: number }) {
  if (guests === 0) return null;
  return (
    <Notice tone="wait" icon="mail">
      {guests === 1 ? 'A pledge was' : `${guests} pledges were`} given with your address without signing in. Open the link in our mail to join{' '}
      {guests === 1 ? 'it' : 'them'} to this tab, or to refuse {guests === 1 ? 'it' : 'them'}.
    </Notice>
  );
}

/** A card is good to the end of the month that stands on it. */
export function isOver({ expYear, expMonth }: { expYear: number; expMonth: number }, now: Date): boolean {
  return now >= new Date(Date.UTC(expYear, expMonth, 1));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
