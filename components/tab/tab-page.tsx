import type { ComponentProps, ReactNode } from 'react';
import type { FormAction } from '@/components/ui/form-state';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { PauseCard } from './pause-card';
import { RoomCard, type Room } from './room-card';
import { BilledReceipt, TabReceipt } from './tab-receipt';
import { SmallBillChoices } from './small-bill';
import { TabSettings, type Settings } from './tab-settings';
import type { Apart, TabRow, TabSums } from './tab-sheet';

export type TabActions = Record<
  'undo' | 'pay' | 'cap' | 'removeCap' | 'smallBills' | 'pause' | 'resume' | 'moveDay' | 'notice',
  FormAction
>;

/** A bill under the threshold, with what each choice costs. */
export type SmallBill = Pick<ComponentProps<typeof SmallBillChoices>, 'compared' | 'currency' | 'chosen'>;

export type TabPageProps = {
  currency: string;
  /** When there are several: one per currency, each with its address. */
  others: { currency: string; href: string; isShown: boolean }[];
  /** What stands on it and when it is charged, in a sentence. */
  sentence: ReactNode;
  notices: ReactNode;
  rows: TabRow[];
  sums: TabSums | null;
  billed: { title: string; total: string; rows: TabRow[] } | null;
  small: SmallBill | null;
  apart: Apart | null;
  room: Room;
  isPaused: boolean;
  settings: Settings;
  actions: TabActions;
  /** Keeps the page current while a charge is under way. */
  live: ReactNode;
};

/** A fan's tab, whole: the open receipt, room and pause beside it, and below what they chose once. */
export function TabPage(props: TabPageProps) {
  const { currency, actions, sums, billed } = props;
  return (
    <>
      <RoomHead title="Your tab" sentence={props.sentence} />
      {props.others.length > 1 && (
        <nav className="chips" aria-label="Your tabs">
          {props.others.map((tab) => (
            <a key={tab.currency} href={tab.href} aria-current={tab.isShown ? 'page' : undefined}>
              {tab.currency}
            </a>
          ))}
        </nav>
      )}
      {props.notices}
      <div className="tab-page">
        <div>
          {billed && <BilledReceipt {...billed} currency={currency} undo={actions.undo} />}
          {sums ? (
            <TabReceipt rows={props.rows} sums={sums} currency={currency} undo={actions.undo} />
          ) : (
            !billed && (
              <div className="empty grid justify-items-start gap-3">
                <p>Nothing is on your tab, and nothing comes with its next bill.</p>
                <a href="/explore" className="button button-plain">
                  Explore creators
                </a>
              </div>
            )
          )}
        </div>
        <aside aria-label="About your tab">
          <RoomCard room={props.room} actions={actions} />
          {props.small && (
            <section className="sheet-card">
              <SmallBillChoices {...props.small} mark="your choice">
                <p>
                  <a href="#small" className="text-link">
                    Choose
                  </a>
                </p>
              </SmallBillChoices>
            </section>
          )}
          {props.apart && (
            <Section title="Charged apart, this would cost">
              <p>
                {props.apart.fees} in card fees. One bill saves the creators <b className="tab-saved figures">{props.apart.saved}</b>.
              </p>
            </Section>
          )}
          <PauseCard isPaused={props.isPaused} currency={currency} pause={actions.pause} resume={actions.resume} />
        </aside>
        <div className="tab-settings">
          <TabSettings settings={props.settings} actions={actions} />
        </div>
      </div>
      {props.live}
    </>
  );
}
