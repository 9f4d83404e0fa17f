import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { JobLine } from '@/lib/admin';
import { RefreshUntilDone } from './refresh-until-done';
import { Age, ageWords, When, type Clocked } from './when';
import { jobWords } from './words';

type Run = NonNullable<JobLine['lastRun']>;

/** Whether a job is alive and well. */
export function JobState({ job, now }: { job: JobLine; now: Date }) {
  if (job.openRun) return <span className="status status-wait">{job.lastRun?.startedAt ? 'Running' : 'Waiting for the worker'}</span>;
  if (!job.pulse) return <span className="status status-quiet">Not run yet</span>;
  if (job.pulse.failingSince) return <span className="status status-bad">Failing since {ageWords(job.pulse.failingSince, now)}</span>;
  if (job.isLate) return <span className="status status-bad">Late: is the worker running?</span>;
  return <span className="status status-good">Well</span>;
}

/** Every job with its pulse, and the button that runs it now. */
export function JobList({ jobs, run, clock }: { jobs: JobLine[]; run: FormAction; clock: Clocked }) {
  return (
    <ul className="job-list">
      {jobs.map((job) => (
        <li key={job.name} className="sheet-card">
          <div>
            <h2>
              <a href={`/admin/jobs/${job.name}`} className="hover:underline">{job.name}</a>
            </h2>
            <p className="hint">{jobWords(job.name)}</p>
          </div>
          <p className="job-pulse">
            <JobState job={job} now={clock.now} />
            <span className="hint">{job.pulse ? <>ran <Age at={job.pulse.startedAt} now={clock.now} /></> : 'no run on record'}</span>
            {job.pulse?.failure && <span className="hint">{job.pulse.failure}</span>}
          </p>
          <RunNow name={job.name} openRun={job.openRun} run={run} />
        </li>
      ))}
    </ul>
  );
}

/** Runs a job, or leads to the run that is already asked for. */
export function RunNow({ name, openRun, run, label = 'Run now' }: { name: string; openRun: string | null; run: FormAction; label?: string }) {
  if (openRun) {
    return (
      <a href={`/admin/jobs/runs/${openRun}`} className="button button-plain button-small">
        Watch
      </a>
    );
  }
  return (
    <ActionForm action={run} label={`Run ${name}`} className="contents">
      <input type="hidden" name="job" value={name} />
      <SubmitButton plain>{label}</SubmitButton>
    </ActionForm>
  );
}

/** The newest runs, of one job or mixed. Runs that found nothing to do are not kept. */
export function RunList({ runs, clock, isMixed = false }: { runs: Run[]; clock: Clocked; isMixed?: boolean }) {
  const job = isMixed ? [{ label: 'Job' }] : [];
  return (
    <Records
      caption="Runs"
      columns={[{ label: 'Started' }, ...job, { label: 'Outcome' }, { label: 'Took', end: true }]}
      empty="No run on record. Runs that found nothing to do leave no trace here, but their pulse above."
      rows={runs.map((run) => ({
        key: run.id,
        cells: [
          <a key="started" href={`/admin/jobs/runs/${run.id}`} className="text-link">
            {run.startedAt ? <When at={run.startedAt} clock={clock} /> : 'Waiting'}
          </a>,
          ...job.map(() => run.name),
          <RunOutcome key="outcome" run={run} />,
          duration(run),
        ],
      }))}
    />
  );
}

function RunOutcome({ run }: { run: Run }): ReactNode {
  if (run.failure) return <span className="status status-bad">{run.failure}</span>;
  if (!run.startedAt) return <span className="status status-wait">Waiting for the worker</span>;
  if (!run.finishedAt) return <span className="status status-wait">Running{run.progress && `, ${run.progress.done} of ${run.progress.of}`}</span>;
  const tone = run.outcome?.broken ? 'bad' : 'good';
  return <span className={`status status-${tone}`}>{countsOf(run) || 'Nothing to do'}</span>;
}

/** In the order in which they come about; the database keeps none. */
const STEPS = ['tabs', 'bills', 'lines', 'charged', 'paid', 'refused'];

function countsOf({ outcome }: Run): string {
  const step = (what: string) => (STEPS.includes(what) ? STEPS.indexOf(what) : STEPS.length);
  const counts = Object.entries(outcome ?? {}).filter(([, count]) => count !== 0).sort(([one], [other]) => step(one) - step(other));
  return counts.map(([what, count]) => `${what.replaceAll(/([A-Z])/g, ' $1').toLowerCase()} ${count}`).join(', ');
}

function duration({ startedAt, finishedAt }: Run): string {
  if (!startedAt || !finishedAt) return '–';
  const ms = finishedAt.getTime() - startedAt.getTime();
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** One run: how far it is, what came of it, and what of it a person should see. */
export function RunFile({ run, askedBy, clock }: { run: Run; askedBy: string | null; clock: Clocked }) {
  const isOpen = !run.finishedAt;
  return (
    <>
      {isOpen && <RefreshUntilDone />}
      <Section title={isOpen ? (run.startedAt ? 'Under way' : 'Waiting for the worker') : run.failure ? 'It failed' : 'It is done'}>
        <div role="status">
          {run.progress && (
            <>
              <progress className="bar" value={run.progress.done} max={run.progress.of} aria-label="Progress" />
              <p className="hint figures mt-2">
                {run.progress.done} of {run.progress.of}
              </p>
            </>
          )}
          {isOpen && <p className="hint mt-2">This page brings itself up to date until the run is over. Without JavaScript, reload it.</p>}
          {!isOpen && <RunOutcome run={run} />}
        </div>
        <Facts>
          {run.askedAt && (
            <Fact label="Asked for">
              <When at={run.askedAt} clock={clock} /> {askedBy && `by ${askedBy}`}
            </Fact>
          )}
          {run.startedAt && <Fact label="Started"><When at={run.startedAt} clock={clock} /></Fact>}
          {run.finishedAt && <Fact label="Ended"><When at={run.finishedAt} clock={clock} /> after {duration(run)}</Fact>}
          <Fact label="Run"><code>{run.id}</code></Fact>
        </Facts>
      </Section>
      <RunDetail detail={run.detail} />
    </>
  );
}

function RunDetail({ detail }: { detail: unknown }) {
  if (!Array.isArray(detail) || detail.length === 0) return null;
  return (
    <Section title="What is wrong" tone="bad">
      <ol className="grid gap-4">
        {detail.map((found: unknown, at) => (
          <li key={at}>
            <pre className="raw">{JSON.stringify(found, null, 2)}</pre>
          </li>
        ))}
      </ol>
    </Section>
  );
}
