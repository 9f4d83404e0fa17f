import { LegalForms } from '@/components/admin/legal-forms';
import { PayoutSettings } from '@/components/admin/payout-settings';
import { SettingsForms } from '@/components/admin/settings-forms';
import { SettingsNav } from '@/components/admin/settings-nav';
import { momentWords } from '@/components/admin/when';
import { Notice } from '@/components/ui/notice';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { namesOf } from '@/lib/admin';
import { currentLegalText, legalDocuments, legalTitles } from '@/lib/legal';
import { payoutTermsOf } from '@/lib/payouts';
import { limitsOf, offeredCurrencies } from '@/lib/pricing';
import { listSettingChanges, readSettings, type Settings } from '@/lib/settings';
import { loadAdmin, proofHref, type Clocks } from '../load';
import { publishLegal, saveAppeals, saveContact, saveCountries, saveHold, saveImprint, saveLimits, saveTabLimits, saveWarnings } from './actions';
import { savePayouts } from './payout-actions';
import { saveRisks } from './risk-actions';

export const metadata = { title: 'Settings' };

export default async function SettingsRoute() {
  const { viewer, clocks } = await loadAdmin();
  const db = getDb();
  const [settings, changed, texts, proof] = await Promise.all([
    readSettings(db),
    changesInWords(clocks),
    Promise.all(legalDocuments.map((document) => currentLegalText(db, document))),
    proofHref(viewer),
  ]);
  return (
    <>
      <RoomHead title="Settings" sentence="Each change holds at once, on every server, and is kept with your name." />
      {proof && <Notice tone="wait" icon="alert">Your second factor is asked for when you save. <a href={proof} className="text-link">Show it now</a>, and nothing you type is lost.</Notice>}
      <SettingsNav />
      <PayoutSettings
        rows={offeredCurrencies.map((currency) => ({ currency, ...payoutTermsOf(currency, settings) }))}
        costBasisPoints={settings.payoutCostBasisPoints}
        reserve={settings.newCreatorReserve}
        changed={changed.payoutLimits}
        action={savePayouts}
      />
      <SettingsForms
        settings={settings}
        limits={offeredCurrencies.map((currency) => ({ currency, ...limitsOf(currency, settings) }))}
        changed={changed}
        actions={{ hold: saveHold, appeals: saveAppeals, risks: saveRisks, countries: saveCountries, limits: saveLimits, tab: saveTabLimits, imprint: saveImprint, contact: saveContact, warnings: saveWarnings }}
      />
      <LegalForms
        texts={texts.map((text) => ({
          document: text.document,
          title: legalTitles[text.document],
          version: text.version,
          body: text.body,
          since: text.publishedAt && momentWords(text.publishedAt, clocks.real),
        }))}
        publish={publishLegal}
      />
    </>
  );
}

async function changesInWords({ real }: Clocks): Promise<Partial<Record<keyof Settings, string>>> {
  const changes = await listSettingChanges(getDb());
  const names = await namesOf(getDb(), changes.map((change) => change.changedBy));
  return Object.fromEntries(
    changes.map((change) => [change.name, `Changed ${momentWords(change.changedAt, real)} by ${names.get(change.changedBy) ?? 'an admin'}`]),
  );
}
