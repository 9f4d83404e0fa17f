import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Fact } from '@/components/ui/records';

/** A mail address, masked until somebody asks for it; asking is written down. */
export function AddressFact(props: {
  label: string;
  kind: 'payment' | 'person';
  id: string;
  address: string | null;
  isShown: boolean;
  show: FormAction;
}) {
  if (!props.address) return <Fact label={props.label}>–</Fact>;
  return (
    <Fact label={props.label}>
      <span className="address">
        {props.address}
        {!props.isShown && (
          <ActionForm action={props.show} label="Show the address" className="contents">
            <input type="hidden" name="kind" value={props.kind} />
            <input type="hidden" name="id" value={props.id} />
            <SubmitButton plain>Show</SubmitButton>
          </ActionForm>
        )}
      </span>
      {props.isShown && <span className="hint block">Shown to you for ten minutes, and noted.</span>}
    </Fact>
  );
}
