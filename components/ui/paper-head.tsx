import type { ReactNode } from 'react';
import { Icon } from './icon';
import { RoomHead } from './room-shell';

type Props = { back: { href: string; label: string }; title: string; sentence: ReactNode; path: string };

/** The head of a page that is also a paper: the way back to all of them, and the same as PDF and CSV below `path`. */
export function PaperHead({ back, title, sentence, path }: Props) {
  return (
    <>
      <p className="no-print">
        <a href={back.href} className="quiet-link inline-flex items-center gap-1.5 py-1">
          <Icon name="arrow-left" /> {back.label}
        </a>
      </p>
      <RoomHead title={title} sentence={sentence}>
        <a href={`${path}/pdf`} className="button button-plain">
          <Icon name="file-text" /> PDF
        </a>
        <a href={`${path}/csv`} className="button button-plain" download>
          CSV
        </a>
      </RoomHead>
    </>
  );
}
