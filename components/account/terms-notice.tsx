/** Says that there are terms to agree to, and where; nothing is forced on who only reads. */
export function TermsNotice() {
  return (
    <p className="rounded-field bg-accent-soft px-4 py-3">
      Our terms wait for your yes before anything that binds you.{' '}
      <a href="/account/agree" className="text-link">
        Read and agree
      </a>
    </p>
  );
}
