'use client';

import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react';
import { useForm } from './action-form';

type Common = { name: string; label: ReactNode; hint?: ReactNode };

/** One line of text. What was typed wins over `defaultValue` after a refusal. */
export function TextField(props: Common & Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'children'>) {
  const { name, label, hint, defaultValue, className, ...rest } = props;
  const field = useField(name, hint);
  return (
    <FieldFrame {...field} label={label} hint={hint}>
      <input
        {...rest}
        {...field.attributes}
        key={field.typed}
        name={name}
        className={`field ${className ?? ''}`}
        defaultValue={field.typed ?? defaultValue}
      />
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextAreaField(props: Common & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name' | 'children'>) {
  const { name, label, hint, defaultValue, className, ...rest } = props;
  const field = useField(name, hint);
  return (
    <FieldFrame {...field} label={label} hint={hint}>
      <textarea
        {...rest}
        {...field.attributes}
        key={field.typed}
        name={name}
        className={`field block ${className ?? ''}`}
        defaultValue={field.typed ?? defaultValue}
      />
    </FieldFrame>
  );
}

/** One of a list that is too long for radios. */
export function SelectField(props: Common & { options: { value: string; label: string }[]; defaultValue?: string }) {
  const field = useField(props.name, props.hint);
  return (
    <FieldFrame {...field} label={props.label} hint={props.hint}>
      <select {...field.attributes} key={field.typed} name={props.name} className="field" defaultValue={field.typed ?? props.defaultValue}>
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** One of a few, each with a sentence on what it means. */
export function RadioField(props: Common & { options: { value: string; label: string; hint?: string }[]; defaultValue?: string }) {
  const field = useField(props.name, props.hint);
  const chosen = field.typed ?? props.defaultValue;
  return (
    <fieldset aria-describedby={field.attributes['aria-describedby']}>
      <legend className="label">{props.label}</legend>
      {props.hint && (
        <p id={field.hintId} className="hint mb-2">
          {props.hint}
        </p>
      )}
      <div className="grid gap-3">
        {props.options.map((option) => (
          <label key={option.value} className="tick">
            <input type="radio" name={props.name} value={option.value} defaultChecked={option.value === chosen} />
            <span>
              {option.label}
              {option.hint && <span className="hint block">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldRefusal id={field.refusalId} sentence={field.refusal} />
    </fieldset>
  );
}

/** A yes that must be given or may be left. Its value is "yes". */
export function TickField(props: Common & { defaultChecked?: boolean }) {
  const field = useField(props.name, props.hint);
  return (
    <div>
      <label className="tick">
        <input {...field.attributes} type="checkbox" name={props.name} value="yes" defaultChecked={field.typed === 'yes' || props.defaultChecked} />
        <span>
          {props.label}
          {props.hint && (
            <span id={field.hintId} className="hint block">
              {props.hint}
            </span>
          )}
        </span>
      </label>
      <FieldRefusal id={field.refusalId} sentence={field.refusal} />
    </div>
  );
}

/** The refusal, the typed value and the ARIA links of one field of the form around. */
function useField(name: string, hint: ReactNode) {
  const { state } = useForm();
  const id = useId();
  const refusal = state.refusal?.field === name ? state.refusal.sentence : null;
  const [hintId, refusalId] = [`${id}-hint`, `${id}-refusal`];
  const describedBy = [hint && hintId, refusal && refusalId].filter(Boolean).join(' ') || undefined;
  return {
    id,
    hintId,
    refusalId,
    refusal,
    typed: state.typed[name],
    attributes: { id, 'aria-invalid': refusal ? true : undefined, 'aria-describedby': describedBy },
  };
}

function FieldFrame(props: {
  id: string;
  hintId: string;
  refusalId: string;
  refusal: string | null;
  label: ReactNode;
  hint: ReactNode;
  children: ReactNode;
}) {
  return (
    <div>
      <label htmlFor={props.id} className="label">
        {props.label}
      </label>
      {props.children}
      {props.hint && (
        <p id={props.hintId} className="hint mt-1">
          {props.hint}
        </p>
      )}
      <FieldRefusal id={props.refusalId} sentence={props.refusal} />
    </div>
  );
}

function FieldRefusal({ id, sentence }: { id: string; sentence: string | null }) {
  if (!sentence) return null;
  return (
    <p id={id} role="alert" className="refusal">
      {sentence}
    </p>
  );
}
