import { BlankPage } from '@/components/ui/blank-page';

/** Next has a page of its own for this, whose style attributes our policy forbids. */
export default function Unauthorized() {
  return (
    <BlankPage
      title="Sign in first"
      sentence="This part of the site is for people who are signed in."
    >
      <a href="/sign-in" className="button">
        Sign in
      </a>
    </BlankPage>
  );
}
