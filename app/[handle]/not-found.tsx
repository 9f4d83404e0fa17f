import { BlankPage, ExploreLink } from '@/components/ui/blank-page';

/** The same words for a page that never was and for one that was taken down. */
export default function CreatorNotFound() {
  return (
    <BlankPage
      title="Not here"
      sentence="There is no page with this name. It may be mistyped, or it was taken down."
    >
      <ExploreLink />
    </BlankPage>
  );
}
