/** Stands in the place of the form on a page that may take no money, and says so kindly. */
export function NoTips({ creatorName }: { creatorName: string }) {
  return (
    <div className="empty text-center">
      <p className="font-semibold text-ink">{creatorName} takes no tips yet</p>
      <p className="mt-1">The page is still being set up. Please look in again soon.</p>
    </div>
  );
}
