'use client';

import { useId, useState } from 'react';
import { useForm } from '@/components/ui/action-form';
import { PICTURE_LIMIT_BYTES, PICTURE_TYPES } from '@/lib/media/input';

const SHOWN_PIXELS = 320;
const MEGABYTE = 1024 * 1024;

/** A file to choose, with a look at it before it is sent and its weight checked before the network is. */
export function PictureField(props: { name: string; label: string; hint?: string; wide?: boolean }) {
  const { state } = useForm();
  const [look, setLook] = useState<string | null>(null);
  const [tooHeavy, setTooHeavy] = useState(false);
  const id = useId();
  const refusal = state.refusal?.field === props.name ? state.refusal.sentence : null;
  const sentence = tooHeavy ? `This file has more than ${PICTURE_LIMIT_BYTES / MEGABYTE} MB. Please choose a smaller one.` : refusal;

  const choose = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    const heavy = file !== undefined && file.size > PICTURE_LIMIT_BYTES;
    setTooHeavy(heavy);
    if (heavy) input.value = '';
    setLook(file && !heavy ? await lookAt(file, props.wide ? 3 : 1) : null);
  };
  return (
    <div>
      <label htmlFor={id} className="label">
        {props.label}
      </label>
      <div className="flex items-center gap-4">
        {look && <img src={look} alt="" className={props.wide ? 'h-16 w-48 rounded-field object-cover' : 'size-16 rounded-full object-cover'} />}
        <input
          id={id}
          type="file"
          name={props.name}
          accept={PICTURE_TYPES}
          className="file min-w-0 flex-1"
          onChange={(event) => void choose(event.currentTarget)}
          aria-invalid={sentence ? true : undefined}
          aria-describedby={`${id}-hint${sentence ? ` ${id}-refusal` : ''}`}
        />
      </div>
      <p id={`${id}-hint`} className="hint mt-1">
        {props.hint ?? 'JPEG, PNG, WebP or GIF, up to 8 MB. Where it was taken is removed from it.'}
      </p>
      {sentence && (
        <p id={`${id}-refusal`} role="alert" className="refusal">
          {sentence}
        </p>
      )}
    </div>
  );
}

/** A small copy as a data address, which our policy allows; null for what the browser cannot draw. */
async function lookAt(file: File, aspect: number): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    canvas.width = SHOWN_PIXELS;
    canvas.height = Math.round(SHOWN_PIXELS / aspect);
    const scale = Math.max(canvas.width / bitmap.width, canvas.height / bitmap.height);
    const [width, height] = [bitmap.width * scale, bitmap.height * scale];
    canvas.getContext('2d')?.drawImage(bitmap, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    bitmap.close();
    return canvas.toDataURL('image/webp', 0.8);
  } catch {
    return null;
  }
}
