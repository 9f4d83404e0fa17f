import { BlankPage } from '@/components/ui/blank-page';

export default function NotFound() {
  return (
    <BlankPage
      title="Nothing at this address"
      action={
        <a href="/explore" className="button button-plain">
          Explore creators
        </a>
      }
    >
      <p>The address may be mistyped, or what was here is gone.</p>
    </BlankPage>
  );
}
