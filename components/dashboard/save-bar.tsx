'use client';

import { SubmitButton, useForm } from '@/components/ui/action-form';

/** The way to keep what was typed, always in sight, and whether that is needed. */
export function SaveBar({ dirty }: { dirty: boolean }) {
  const { state, pending } = useForm();
  const words = state.refusal ? 'Not saved: see above.' : dirty ? 'Not saved yet.' : state.done ? 'All saved.' : '';
  return (
    <div className="save-bar">
      <SubmitButton>Save page</SubmitButton>
      <p className="hint">{pending ? '' : words}</p>
    </div>
  );
}
