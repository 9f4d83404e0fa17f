import { BlankPage, ExploreLink } from '@/components/ui/blank-page';

/** Next has a page of its own for this, whose style attributes our policy forbids. */
export default function Forbidden() {
  return (
    <BlankPage
      title="Not yours to see"
      sentence="This part of the site is for somebody else."
    >
      <ExploreLink />
    </BlankPage>
  );
}
