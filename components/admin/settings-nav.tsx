/** The matters of the settings, as they follow each other on their page. */
const MATTERS = [
  'Payouts', 'Hold', 'Appeals', 'Warnings of fraud', 'Review of payouts', 'Smallest amounts', 'Tabs', 'Countries', 'Contact', 'Who runs this place', 'Legal texts',
];

/** The links to each matter of a long page. */
export function SettingsNav() {
  return (
    <nav aria-label="On this page">
      <ul className="links">
        {MATTERS.map((title) => <li key={title}><a href={`#${sectionId(title)}`} className="text-link">{title}</a></li>)}
      </ul>
    </nav>
  );
}

/** "Warnings of fraud" → "warnings-of-fraud". */
export function sectionId(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
