import { BlankPage, ExploreLink } from '@/components/ui/blank-page';

export default function NotFound() {
  return (
    <BlankPage
      title="Nothing at this address"
      sentence="The address may be mistyped, or what was here is gone."
    >
      <ExploreLink />
    </BlankPage>
  );
}
