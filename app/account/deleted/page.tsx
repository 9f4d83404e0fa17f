import type { Metadata } from 'next';
import { BlankPage, ExploreLink } from '@/components/ui/blank-page';

export const metadata: Metadata = { title: 'Deleted' };

/** The last page of an account. */
export default function DeletedRoute() {
  return (
    <BlankPage title="Your account is deleted" sentence="Name, address, messages and sessions are gone. Thank you for the time you were here.">
      <ExploreLink />
    </BlankPage>
  );
}
