import { openPicture } from '@/lib/media';
import { door } from '../../../door';

/**
 * One rendition of an uploaded picture. Its address names its content for ever, so browsers keep it;
 * everything that is no address of ours is not there. The policy is set by lib/http.
 */
export const GET = door({ name: 'media.open', who: 'anyone' }, async ({ params }) => {
  const bytes = await openPicture(String(params.key), String(params.file));
  if (!bytes) return new Response('Not Found\n', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'image/webp',
      'Content-Length': String(bytes.length),
      'Content-Disposition': 'inline; filename="picture.webp"',
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  });
});
