import { Icon } from '@/components/ui/icon';

type Step = { key: 'picture' | 'about' | 'links' | 'thank_you' | 'first_tip'; done: boolean };

/**
 * Five steps that make a page better, each with the way to it; none of them is needed, and each can
 * wait. Once all are done there is nothing to show.
 */
export function Checklist({ steps, handle }: { steps: Step[]; handle: string }) {
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <section className="sheet-card" aria-labelledby="checklist">
      <h2 id="checklist">Make it yours</h2>
      <p className="sheet-hint">
        {done} of {steps.length} done. Your page takes tips without any of this; each can wait.
      </p>
      <ul className="checklist">
        {steps.map((step) => (
          <li key={step.key} data-done={step.done ? '' : undefined}>
            <span>{step.done && <Icon name="check" />}</span>
            <b className="font-semibold">
              {STEPS[step.key].title}
              {step.done && <span className="sr-only"> (done)</span>}
            </b>
            {!step.done && (
              <a href={step.key === 'first_tip' ? `/${handle}` : STEPS[step.key].href} className="text-link">
                {STEPS[step.key].way}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const STEPS: Record<Step['key'], { title: string; way: string; href: string }> = {
  picture: { title: 'Show a picture', way: 'Add one', href: '/dashboard/page#pictures' },
  about: { title: 'Say who you are', way: 'Write', href: '/dashboard/page#words' },
  links: { title: 'Lead to your work', way: 'Add links', href: '/dashboard/page#links' },
  thank_you: { title: 'Thank in your words', way: 'Write', href: '/dashboard/page#tips' },
  first_tip: { title: 'Share the page and get a first tip', way: 'Open it', href: '' },
};
