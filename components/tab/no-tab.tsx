import type { ReactNode } from 'react';
import { RoomHead, Section } from '@/components/ui/room-shell';

/** What a tab is and how to open one, for who has none. Shares come as words: `33 %`. */
export function NoTab(props: { smallest: string; alone: string; together: string; example: string; form: ReactNode; notices: ReactNode }) {
  return (
    <>
      <RoomHead title="Your tab" sentence="Many small gifts, one charge a month." />
      {props.notices}
      <div className="tab-page">
        <div>
          <Section title="How a tab works">
            <ol className="steps">
              <li>
                <p>
                  <b>Save a card.</b> It is not charged for that.
                </p>
              </li>
              <li>
                <p>
                  <b>Tip from {props.smallest} and pledge from month to month,</b> to as many creators as you like. Each gift is a line
                  on your tab, and a tip can be undone for ten minutes.
                </p>
              </li>
              <li>
                <p>
                  <b>One bill a month</b> lists every line and charges all of them together. Set a cap, pause or pay at any time.
                </p>
              </li>
            </ol>
          </Section>
          <Section title="Open your tab">{props.form}</Section>
        </div>
        <aside>
          <Section title="Why together?">
            <p>
              Of {props.example} charged alone, the card fee takes {props.alone}. On a tab with nine others it takes{' '}
              <b className="tab-saved">{props.together}</b>.
            </p>
            <p>
              <a href="/fees" className="text-link">
                How fees work
              </a>
            </p>
          </Section>
        </aside>
      </div>
    </>
  );
}
