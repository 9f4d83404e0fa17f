/**
 * Whether a text is exactly one plain mail address: no list, no quoting, no control characters, at
 * most 254 characters (RFC 5321 4.5.3.1). Stricter than the RFC on purpose: what people have, and
 * nothing that could address a second person or a header.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > 254) return false;
  return /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
    text,
  );
}
