import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { Become } from '@/components/creators/become';
import { BecomeForm } from '@/components/creators/become-form';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { env } from '@/lib/env';
import { offeredCurrencies } from '@/lib/pricing';
import { readSetting } from '@/lib/settings';
import { currencyOf, currencyOptions } from '../currency-names';
import { openMyPage } from './actions';

export const metadata: Metadata = { title: 'Open your page', robots: { index: false } };

const countryName = new Intl.DisplayNames('en', { type: 'region' });

export default async function BecomeRoute() {
  const viewer = await requireUser();
  if (viewer.creator) redirect('/dashboard/page' as Route);
  const allowed = await readSetting(getDb(), 'allowedCountries');
  const countries = allowed
    .map((code) => ({ value: code, label: countryName.of(code) ?? code, currency: currencyOf(code) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'));
  const region = viewer.locale.split('-')[1] ?? 'US';
  const isPaid = allowed.includes(region);
  return (
    <Become unpaid={isPaid ? null : (countryName.of(region) ?? region)}>
      <BecomeForm
        action={openMyPage}
        site={new URL(env().APP_URL).host}
        name=""
        countries={countries}
        currencies={currencyOptions(offeredCurrencies)}
        country={isPaid ? region : ''}
      />
    </Become>
  );
}
