import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const makers = {
  ownerPassword: () => randomBytes(24).toString('hex'),
  appPassword: () => randomBytes(24).toString('hex'),
  authSecret: () => randomBytes(32).toString('base64url'),
  webhookSecret: newWebhookSecret,
  connectWebhookSecret: newWebhookSecret,
  thinWebhookSecret: newWebhookSecret,
};

function newWebhookSecret() {
  return `whsec_${randomBytes(24).toString('hex')}`;
}

/** This installation's own secrets, made once and readable by nobody else. */
export function localSecrets(folder) {
  const file = path.join(folder, 'secrets.json');
  const kept = read(file);
  const missing = Object.keys(makers).filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  const secrets = { ...kept, ...Object.fromEntries(missing.map((name) => [name, makers[name]()])) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets, null, 1), { mode: 0o600 });
  try {
    if (Object.keys(kept).length > 0) renameSync(draft, file);
    // Of two commands that start at once on nothing, both must end with the secrets of the first.
    else linkSync(draft, file);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(file);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}
