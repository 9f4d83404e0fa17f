import type { Metadata } from 'next';
import { NoTab } from '@/components/tab/no-tab';
import { SaveCardForm } from '@/components/tab/save-card-form';
import { TabPage } from '@/components/tab/tab-page';
import { wordDayInFull, wordShare } from '@/components/tab/tab-words';
import { ReceiptLive } from '@/components/tips/receipt-live';
import { Notice } from '@/components/ui/notice';
import { requireUser, type Viewer } from '@/lib/auth';
import { formatMoney } from '@/lib/money';
import { compareBilling } from '@/lib/pricing';
import { add } from '../cards/actions';
import * as actions from './actions';
import { countWaitingGuests, loadOpening, loadTab, type LoadedTab } from './load-tab';
import { TabNotices } from './notices';
import { TabSentence } from './tab-sentence';
import { billedRows, estimateNext, openRows, toSums } from './to-rows';
import { toRoom } from './to-room';
import { toSettings, toSmallBill } from './to-settings';

export const metadata: Metadata = { title: 'Tab' };

type Asked = Partial<Record<'currency' | 'day' | 'did' | 'new' | 'card', string | string[]>>;

/** The tab of whoever is signed in, as an open receipt; or what a tab is and how to open one. */
export default async function TabRoute({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await requireUser();
  const params = await searchParams;
  const asked = (name: keyof Asked) => (typeof params[name] === 'string' ? params[name] : undefined);
  const loaded = await loadTab(viewer, { currency: asked('currency'), day: asked('day') });
  const guests = await countWaitingGuests(viewer);
  const cardSaved = asked('card') === 'saved';
  if (!loaded) return <Opening viewer={viewer} cardSaved={cardSaved} />;
  const newLineId = asked('new') ?? null;
  const notices = <TabNotices loaded={loaded} did={asked('did') ?? null} newLineId={newLineId} guests={guests} cardSaved={cardSaved} />;
  return <TabPage {...toPage(loaded, newLineId)} notices={notices} live={isMoving(loaded, cardSaved) && <ReceiptLive />} />;
}

function toPage(loaded: LoadedTab, newLineId: string | null) {
  const { view, pricing, tabs } = loaded;
  const { tab, collecting } = view;
  const seen = { today: loaded.today, now: loaded.now, newLineId };
  const bill = estimateNext(view, pricing);
  const money = (minor: number) => formatMoney(minor, tab.currency);
  return {
    currency: tab.currency,
    others: tabs.map(({ currency }) => ({ currency, href: `/account/tab?currency=${currency}`, isShown: currency === tab.currency })),
    sentence: <TabSentence loaded={loaded} totalMinor={bill.totalMinor} />,
    rows: openRows(view, seen),
    sums: toSums(view, bill, tab.nextBillOn === null ? '' : wordDayInFull(tab.nextBillOn, loaded.today)),
    billed: collecting && {
      title: collecting.bill.status === 'failing' ? 'Not paid yet' : 'Charging…',
      total: money(collecting.bill.amountMinor),
      rows: billedRows(view, seen),
    },
    small: toSmallBill(loaded, bill),
    apart: bill.savedMinor > 0 ? { fees: money(bill.apartFeeMinor), saved: money(bill.savedMinor) } : null,
    room: toRoom(loaded),
    isPaused: tab.pausedAt !== null,
    settings: toSettings(loaded, bill),
    actions,
  };
}

/** Whether something is on its way that the page should show when it comes. */
function isMoving({ view, card }: LoadedTab, cardSaved: boolean): boolean {
  return view.collecting?.bill.status === 'due' || (cardSaved && card === null);
}

async function Opening({ viewer, cardSaved }: { viewer: Viewer; cardSaved: boolean }) {
  const [{ currency, limits, pricing, consent }, guests] = await Promise.all([loadOpening(), countWaitingGuests(viewer)]);
  const { pledgeMinimumMinor } = limits;
  const compared = compareBilling(pledgeMinimumMinor, 10, pricing);
  return (
    <>
      <NoTab
        smallest={formatMoney(limits.tabTipMinimumMinor, currency)}
        example={formatMoney(pledgeMinimumMinor, currency, { trim: true })}
        alone={wordShare(compared.apart.feeEachMinor, pledgeMinimumMinor)}
        together={wordShare(compared.together.feeMinor, compared.totalMinor)}
        form={<SaveCardForm action={add} from="tab" currency={currency} consent={consent} label="Save a card" />}
        notices={
          <>
            {cardSaved && <Notice tone="wait" icon="clock">Your card is being saved. It takes a moment.</Notice>}
            {guests > 0 && (
              <Notice tone="wait" icon="mail">
                A pledge given with your address waits for you: open the link in our mail to join it to your tab, or to refuse it.
              </Notice>
            )}
          </>
        }
      />
      {cardSaved && <ReceiptLive />}
    </>
  );
}
