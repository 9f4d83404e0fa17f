import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Checklist } from '@/components/dashboard/checklist';
import { PageEditor } from '@/components/dashboard/page-editor';
import { CurrencyMatter, GoalMatter, HandleMatter, PublishMatter } from '@/components/dashboard/page-matters';
import { PagePictures } from '@/components/dashboard/page-pictures';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { requireCreator } from '@/lib/auth';
import { findOwnPage, moneyObstacle, pageChecklist, type OwnPage } from '@/lib/creators';
import { env } from '@/lib/env';
import { listTiers } from '@/lib/pledges';
import { currentLimits, currentPricing, offeredCurrencies } from '@/lib/pricing';
import { readSetting } from '@/lib/settings';
import { businessClock, offeredMethods } from '@/lib/stripe';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { currencyOptions } from '../../currency-names';
import { closeGoal, dropPicture, saveCurrency, saveGoal, saveHandle, savePage, savePicture, setPublished } from './actions';

export const metadata: Metadata = { title: 'Your page' };

const LATELY = 3;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where a creator's page is made: the form, and the page beside it as it will be. */
export default async function PageRoute({ searchParams }: Props) {
  const { personId, creator } = await requireCreator();
  const db = getDb();
  const page = await findOwnPage(db, { creatorId: creator.id, personId });
  if (!page) notFound();
  const [opened, checklist, preview] = [(await searchParams).opened === 'yes', await pageChecklist(db, page.id), await previewOf(page)];
  const site = new URL(env().APP_URL).host;
  return (
    <>
      <RoomHead title="Your page" sentence={<LiveAt site={site} page={page} />} />
      <State page={page} opened={opened} takesTips={preview.takesTips} allowed={preview.allowed} />
      {opened && <Checklist steps={checklist} handle={page.handle} />}
      <PageEditor
        action={savePage}
        page={preview}
        before={<PagePictures save={savePicture} remove={dropPicture} {...page} />}
        after={
          <>
            <GoalMatter save={saveGoal} end={closeGoal} goal={page.goal} receivedMinor={preview.totals.goalReceivedMinor} currency={page.currency} />
            <HandleMatter save={saveHandle} site={site} handle={page.handle} earlier={page.earlierHandles} />
            <CurrencyMatter save={saveCurrency} currency={page.currency} currencies={currencyOptions(offeredCurrencies)} />
            <PublishMatter save={setPublished} status={page.status} />
          </>
        }
      />
    </>
  );
}

/** What the public page is drawn from, for the preview; nothing of it is anybody's secret. */
async function previewOf(page: OwnPage) {
  const db = getDb();
  const [tiers, tips, totals, pricing, limits, countries] = await Promise.all([
    listTiers(db, page.id),
    recentPublicTips(db, page.id, LATELY),
    tipTotals(db, page.id),
    currentPricing(db, page.currency, await businessClock()),
    currentLimits(db, page.currency),
    readSetting(db, 'allowedCountries'),
  ]);
  const { suspendedReason: _reason, earlierHandles: _earlier, ...creator } = page;
  return {
    creator,
    tiers,
    tips,
    totals,
    pricing,
    limits: { directMinimumMinor: limits.directMinimumMinor, smallBillMinor: limits.smallBillMinor, tabFirstMinor: limits.tabFirstMinor },
    payWith: offeredMethods(page.currency),
    takesTips: moneyObstacle(page, countries) === null,
    allowed: countries.includes(page.country),
  };
}

function LiveAt({ site, page }: { site: string; page: OwnPage }) {
  if (page.status !== 'active') return <>It is not to be seen at the moment.</>;
  return (
    <>
      Live at{' '}
      <a href={`/${page.handle}`} className="text-link">
        {site}/{page.handle}
      </a>
    </>
  );
}

function State(props: { page: OwnPage; opened: boolean; takesTips: boolean; allowed: boolean }) {
  const { page } = props;
  if (page.status === 'suspended') {
    return <Notice tone="bad" icon="alert">Your page is suspended{page.suspendedReason && `: ${page.suspendedReason}`}. Nothing on it can be changed.</Notice>;
  }
  if (page.status === 'unpublished') return <Notice tone="wait" icon="clock">Your page is closed. You can open it again below.</Notice>;
  if (!props.allowed) return <Notice tone="wait" icon="alert">Pages from your country cannot take money here at the moment, and nobody there can be paid. What you have stays yours.</Notice>;
  if (!props.takesTips) return <Notice tone="wait" icon="clock">Your page takes tips once it says what supporters get, or links to your work.</Notice>;
  if (props.opened) return <Notice tone="good" icon="check">Your page is live and takes tips. Share its address with somebody who likes your work.</Notice>;
  return null;
}
