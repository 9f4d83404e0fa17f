import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { Ask } from './ask';

/** What is owed against what may be, and what can be done about either. Sums and days come as words. */
export type Room = {
  currency: string;
  owedMinor: number;
  limitMinor: number;
  owed: string;
  limit: string;
  /** How far the limit grows with each paid bill; null at the top. */
  growsTo: string | null;
  cap: { sum: string; typed: string; used: string; renewsOn: string | null } | null;
  pledged: string | null;
  /** What could be charged at this moment; null when it is too little. */
  payable: { minor: number; sum: string } | null;
  least: string;
  card: string | null;
  undoable: string | null;
};

type Actions = { pay: FormAction; cap: FormAction; removeCap: FormAction };

export function RoomCard({ room, actions }: { room: Room; actions: Actions }) {
  const { cap } = room;
  return (
    <Section title="Room on your tab">
      <progress className="bar" value={Math.min(room.owedMinor, room.limitMinor)} max={room.limitMinor} aria-label="Owed of your limit">
        {room.owed} of {room.limit}
      </progress>
      <p className="figures">
        {room.owed} of {room.limit}.{' '}
        <span className="text-second">
          {cap
            ? `Your own cap is ${cap.sum} a month: ${cap.used} is used${cap.renewsOn ? `, and it begins anew on ${cap.renewsOn}` : ''}.`
            : `What passes ${room.limit} is charged at once with the rest.`}
          {!cap && room.growsTo && ` With each paid bill there is more room, up to ${room.growsTo}.`}
        </span>
      </p>
      <div className="tab-acts">
        {room.payable && <PayNow room={room} payable={room.payable} action={actions.pay} />}
        <CapForm room={room} actions={actions} />
      </div>
      {!room.payable && room.owedMinor > 0 && <p className="hint">{whyNot(room)}</p>}
    </Section>
  );
}

function PayNow({ room, payable, action }: { room: Room; payable: { minor: number; sum: string }; action: FormAction }) {
  return (
    <Ask label="Pay now" strong>
      <p>
        {payable.sum} is charged to {room.card ?? 'your card'} at once, instead of on your billing day.
        {room.undoable && ` The ${room.undoable} that you can still undo stays on the tab.`}
      </p>
      <ActionForm action={action} label="Pay now">
        <input type="hidden" name="currency" value={room.currency} />
        <input type="hidden" name="expectedMinor" value={payable.minor} />
        <SubmitButton>Pay {payable.sum} now</SubmitButton>
      </ActionForm>
    </Ask>
  );
}

function CapForm({ room, actions }: { room: Room; actions: Actions }) {
  const { cap } = room;
  return (
    <Ask label={cap ? 'Change cap' : 'Set a cap'}>
      <ActionForm action={actions.cap} label="Your own cap" keeps>
        <input type="hidden" name="currency" value={room.currency} />
        <TextField
          name="cap"
          label={`At most, a month, in ${room.currency}`}
          inputMode="decimal"
          autoComplete="off"
          className="figures"
          defaultValue={cap?.typed}
          hint={`Nothing goes on the tab beyond it${room.pledged ? `. Your pledges are ${room.pledged} a month of it` : ''}.`}
        />
        <SubmitButton>Set the cap</SubmitButton>
      </ActionForm>
      {cap && (
        <ActionForm action={actions.removeCap} label="Remove the cap">
          <input type="hidden" name="currency" value={room.currency} />
          <SubmitButton plain>Remove the cap</SubmitButton>
        </ActionForm>
      )}
    </Ask>
  );
}

function whyNot({ least, undoable, owed }: Room): string {
  if (undoable === owed) return `It can be paid now once the ten minutes for undoing are over.`;
  return `A charge of its own starts at ${least}. Until then it waits for more.`;
}
