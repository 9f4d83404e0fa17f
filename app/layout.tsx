import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { PageShell } from '@/components/ui/page-shell';
import { getViewer } from '@/lib/auth';
import { env } from '@/lib/env';
import { fraunces, frauncesExtended, instrumentSans, instrumentSansExtended } from './fonts';
import './globals.css';
import { openGraph } from './open-graph';

const fonts = [fraunces, frauncesExtended, instrumentSans, instrumentSansExtended];
const fontVariables = fonts.map((font) => font.variable).join(' ');

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#16120e' },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return {
    metadataBase: new URL(env().APP_URL),
    title: { default: 'Tuppence: small change, real income', template: '%s · Tuppence' },
    description: 'Give creators a dollar and see where every cent of it goes, before and after.',
    openGraph: openGraph(),
  };
}

/** Every page is rendered per request: a prerendered one, 404 included, would lack the CSP nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const { OPERATOR_NAME, sandbox } = env();
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <PageShell operatorName={OPERATOR_NAME} notice={sandbox && <SandboxNotice />} isSignedIn={(await getViewer()) !== null}>
          {children}
        </PageShell>
      </body>
    </html>
  );
}

function SandboxNotice() {
  return (
    <aside aria-label="Sandbox" className="no-print bg-copper-soft px-4 py-1.5 text-center text-sm">
      Sandbox: no money moves.{' '}
      <a href="/mailbox" className="text-link whitespace-nowrap">
        Open the mailbox
      </a>
    </aside>
  );
}
