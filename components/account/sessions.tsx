import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { Records } from '@/components/ui/records';
import { RoomHead } from '@/components/ui/room-shell';

type Session = { id: string; device: string; network: string; since: string; seen: string; here: boolean };

/** Every browser that is signed in: enough to recognise it, and a way to end it. */
export function Sessions(props: { sessions: Session[]; timeZone: string; endOne: FormAction; endOthers: FormAction }) {
  const others = props.sessions.filter((session) => !session.here);
  return (
    <>
      <RoomHead
        title="Sessions"
        sentence={`Every browser in which you are signed in; times are in ${props.timeZone}. One that you don’t know is a reason to end all others, and to look after your mailbox.`}
      />
      <Records
        caption="Your sessions, the latest first"
        columns={[{ label: 'Browser' }, { label: 'Network' }, { label: 'Signed in' }, { label: 'Last seen' }, { label: 'End', end: true }]}
        rows={props.sessions.map((session) => ({ key: session.id, cells: cellsOf(session, props.endOne) }))}
        empty="Nowhere."
      />
      {others.length > 0 && (
        <Confirm label="End all others" sentence={`This signs out ${others.length === 1 ? 'one browser' : `${others.length} browsers`} at once. You stay signed in here.`}>
          <ActionForm action={props.endOthers} label="End all other sessions">
            <SubmitButton danger>End all others</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </>
  );
}

function cellsOf(session: Session, endOne: FormAction) {
  return [
    session.device,
    session.network,
    session.since,
    session.seen,
    session.here ? (
      <span key="here" className="font-semibold text-good">
        This one
      </span>
    ) : (
      <ActionForm key="end" action={endOne} label={`End the session in ${session.device}, last seen ${session.seen}`} className="inline-block">
        <input type="hidden" name="sessionId" value={session.id} />
        <button type="submit" className="text-link min-h-9 cursor-pointer">
          End <span className="sr-only">{session.device}</span>
        </button>
      </ActionForm>
    ),
  ];
}
