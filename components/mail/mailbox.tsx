import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';

export type MailSummary = { id: string; subject: string; recipient: string; when: string; date: string };

/** The local mailbox: every mail that would have been sent, newest first, one open beside them. */
export function Mailbox(props: { mails: MailSummary[]; openId: string | null; children: ReactNode }) {
  return (
    <div className="shell pt-4 sm:pt-8">
      <h1 className="text-3xl">Mailbox</h1>
      <p className="mt-2 text-second">Mail of this sandbox. It stays on this machine.</p>
      {props.mails.length === 0 ? (
        <EmptyMailbox />
      ) : (
        <div className="mt-6 grid items-start gap-5 lg:grid-cols-[22rem_minmax(0,1fr)]">
          <MailList mails={props.mails} openId={props.openId} />
          {props.children}
        </div>
      )}
    </div>
  );
}

function EmptyMailbox() {
  return (
    <div className="empty mt-8 grid justify-items-center gap-2 text-center">
      <Icon name="mail" className="size-7" />
      <p>No mail yet. Tip somebody, and the receipt arrives here.</p>
    </div>
  );
}

function MailList({ mails, openId }: { mails: MailSummary[]; openId: string | null }) {
  return (
    <nav aria-label="Mails" className={openId ? 'card hidden overflow-hidden lg:block' : 'card overflow-hidden'}>
      <ul className="divide-y divide-line">
        {mails.map((mail) => (
          <li key={mail.id}>
            <a
              href={`/mailbox/${mail.id}`}
              aria-current={mail.id === openId ? 'page' : undefined}
              className="block border-s-3 border-transparent px-4 py-3 -outline-offset-2 hover:bg-paper aria-[current]:border-accent aria-[current]:bg-accent-soft"
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate font-semibold">{mail.subject}</span>
                <time dateTime={mail.date} className="hint figures shrink-0">
                  {mail.when}
                </time>
              </span>
              <span className="hint block truncate">{mail.recipient}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** One mail, as text; `htmlHref` opens it as a mail program would draw it. */
export function OpenMail(props: { mail: MailSummary; text: string; htmlHref: string | null }) {
  const { mail } = props;
  return (
    <article className="card min-w-0 p-5 sm:p-7">
      <a href="/mailbox" className="quiet-link mb-4 inline-flex items-center gap-1.5 lg:hidden">
        <Icon name="arrow-left" /> All mail
      </a>
      <h2 className="text-2xl">{mail.subject}</h2>
      <p className="hint figures mt-1">
        To {mail.recipient} · <time dateTime={mail.date}>{mail.when}</time>
      </p>
      {props.htmlHref && (
        <p className="mt-2">
          <a href={props.htmlHref} className="text-link text-[0.9375rem]">
            As a mail program shows it
          </a>
        </p>
      )}
      <p dir="auto" className="mt-5 font-mono text-[0.8125rem] border-t border-dashed border-edge/60 pt-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {linked(props.text)}
      </p>
    </article>
  );
}

/** Our mails carry addresses as text; only http ones become links. */
function linked(text: string): ReactNode[] {
  return text.split(/(https?:\/\/[^\s<>"']+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} rel="noreferrer" className="text-link">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
