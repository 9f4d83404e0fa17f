/** Our mark: two pennies, the small change that the name counts in. Flat, so that it prints. */
export function Penny({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 40 32" className={className} aria-hidden="true">
      <circle cx="25" cy="16" r="14" fill="#8f4318" />
      <circle cx="16" cy="16" r="15.5" className="fill-paper" />
      <circle cx="15" cy="16" r="14" fill="#b3602c" />
      <circle cx="15" cy="16" r="10.5" fill="none" stroke="#e3a273" strokeWidth="1.5" />
      <path
        d="M11.2 13.1c.1-2.2 1.7-3.7 3.9-3.7s3.8 1.4 3.8 3.4c0 3.4-6.7 4.9-7.5 9h7.7"
        fill="none"
        stroke="#fbe9da"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
