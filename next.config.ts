import type { NextConfig } from 'next';

const config: NextConfig = {
  // Set while another process serves `.next`, so that a build never pulls files from under it.
  distDir: process.env.TUPPENCE_DIST ?? '.next',
  typedRoutes: true,
  poweredByHeader: false,
  // Strangers' pages and static files are compressed once by lib/http; Next compresses the rest,
  // which is personal and made for one request (decision in lib/http/README.md).
  compress: true,
  // Files of people are processed by ourselves and served as they are (SECURITY.md 1.4, rule 9).
  images: { unoptimized: true },
  // Title and description stand in the head for everybody: without JavaScript, and because the
  // page cache gives one render to bots and people alike.
  htmlLimitedBots: /.*/,
  // Loaded by Node itself: they read their own files or depend on their own identity.
  serverExternalPackages: ['pg', 'pg-boss', 'pdfkit', 'fontkit', 'nodemailer', 'stripe', 'sharp'],
  // What one picture and its form have; lib/http lets so much in only where pictures are uploaded.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '8450kb' } },
  devIndicators: false,
  // `npm test` and `npm run check` do it for the whole house; a start only needs the pages.
  typescript: { ignoreBuildErrors: true },
};

export default config;
