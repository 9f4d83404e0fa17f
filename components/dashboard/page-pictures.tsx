import { PictureField } from '@/components/creators/picture-field';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';

type Picture = { src: string; srcSet?: string };

/** The two pictures of a page; each is kept as soon as it is sent. */
export function PagePictures(props: {
  save: FormAction;
  remove: FormAction;
  pictures: { avatar: Picture; banner: Picture };
  hasAvatar: boolean;
  hasBanner: boolean;
}) {
  const { pictures } = props;
  return (
    <Section id="pictures" title="Pictures" hint="JPEG, PNG, WebP or GIF, up to 8 MB. Where it was taken is removed.">
      <div className="grid grid-cols-1 gap-7">
        <OnePicture {...props} kind="avatar" name="Portrait" hint="It is cut to a circle." picture={pictures.avatar} uploaded={props.hasAvatar} />
        <OnePicture {...props} kind="banner" name="Banner" hint="Three times as wide as high; best 2,080 pixels wide." picture={pictures.banner} uploaded={props.hasBanner} />
      </div>
    </Section>
  );
}

function OnePicture(props: {
  save: FormAction;
  remove: FormAction;
  kind: 'avatar' | 'banner';
  name: string;
  hint: string;
  picture: Picture;
  uploaded: boolean;
}) {
  const { kind, name } = props;
  const wide = kind === 'banner';
  return (
    <div className="grid grid-cols-1 gap-3">
      <img
        {...props.picture}
        sizes={wide ? '24rem' : '5rem'}
        alt={props.uploaded ? `Your ${name.toLowerCase()}` : ''}
        width={wide ? 384 : 80}
        height={wide ? 128 : 80}
        className={wide ? 'aspect-3/1 w-full max-w-96 rounded-field bg-accent-soft object-cover' : 'size-20 rounded-full bg-accent-soft object-cover'}
      />
      <ActionForm action={props.save} label={name} className="grid grid-cols-1 gap-3">
        <input type="hidden" name="kind" value={kind} />
        <PictureField key={props.picture.src} name={kind} label={name} hint={props.hint} wide={wide} />
        <SubmitButton plain>Upload {name.toLowerCase()}</SubmitButton>
      </ActionForm>
      {props.uploaded && (
        <Confirm label={`Remove ${name.toLowerCase()}`} sentence="The file is deleted, and a drawing takes its place.">
          <ActionForm action={props.remove} label={`Remove ${name.toLowerCase()}`} className="grid grid-cols-1 gap-3">
            <input type="hidden" name="kind" value={kind} />
            <SubmitButton danger>Remove it</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}
