'use client';

import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { draftOf, firstDraft, type PageDraft } from './page-draft';
import { PagePreview, type PreviewProps } from './page-preview';
import { PageFields } from './page-fields';
import { SaveBar } from './save-bar';

/**
 * The page of a creator beside the form that makes it. What is typed is shown at once and kept when
 * it is sent; leaving before that is asked about. On a phone one sees the form or the page.
 *
 * @param before, after the matters that are kept one by one, around the form
 */
export function PageEditor(props: { action: FormAction; page: PreviewProps; before: ReactNode; after: ReactNode }) {
  const [tab, setTab] = useState<'edit' | 'preview'>('edit');
  const [draft, setDraft] = useState<PageDraft>(() => firstDraft(props.page.creator));
  const [dirty, setDirty] = useState(false);
  const saved = useCallback(() => setDirty(false), []);
  useWarnBeforeLeaving(dirty);
  return (
    <div className="editor" data-tab={tab}>
      <Tabs tab={tab} choose={setTab} />
      <div className="editor-forms">
        {props.before}
        <ActionForm
          action={props.action}
          label="Your page"
          keeps
          onDone={saved}
          onInput={(form) => {
            setDirty(true);
            setDraft(draftOf(new FormData(form), props.page.creator));
          }}
        >
          <PageFields page={props.page} draft={draft} />
          <SaveBar dirty={dirty} />
        </ActionForm>
        {props.after}
      </div>
      {/* It scrolls by itself on a desk, so a keyboard must be able to reach it. */}
      <div className="editor-preview" role="region" aria-label="Preview" tabIndex={0}>
        <PagePreview {...props.page} draft={draft} />
      </div>
    </div>
  );
}

function Tabs(props: { tab: 'edit' | 'preview'; choose: (tab: 'edit' | 'preview') => void }) {
  const tabs = [{ value: 'edit', label: 'Edit' }, { value: 'preview', label: 'Preview' }] as const;
  return (
    <fieldset className="editor-tabs">
      <legend className="sr-only">Show</legend>
      <div className="segmented">
        {tabs.map(({ value, label }) => (
          <label key={value} className="choice">
            <input type="radio" name="editor-tab" value={value} checked={props.tab === value} onChange={() => props.choose(value)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function useWarnBeforeLeaving(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [dirty]);
}
